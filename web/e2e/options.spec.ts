// What meets what, and options: two people score, neither sees the other's; an option is written from what they said.
import { addItem, expect, newAnalysis, quadrants, test } from "./harness";

test("from what meets what to an option", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const board = await newAnalysis(io, "Meets");
  for (const quadrant of quadrants) await addItem(io, board, quadrant, `a ${quadrant}`);
  await io.goto(`${board}/matrix`);
  await io.getByRole("button", { name: "Let these meet" }).click();
  await io.getByRole("button", { name: "Let everybody give scores" }).click();

  await registrar.goto(`${board}/matrix`);
  const first = registrar.getByRole("combobox").first();
  await first.focus();
  await registrar.keyboard.press("ArrowDown");
  await expect(registrar.locator(".score-said").first()).toHaveText("Saved");
  await expect(registrar.locator(".given")).toHaveText("1 of 4 given");
  await registrar.reload();
  await expect(first.locator("option:checked")).toHaveText("+3");

  await io.reload();
  await expect(io.locator(".matrix-steps")).toContainText("One person has given scores.");
  await expect(io.getByRole("combobox").first().locator("option:checked")).toHaveText("–");
  await io.getByText("Show the results").click();
  await io.getByRole("button", { name: "Show them" }).click();
  await expect(io.locator(".matrix-mean")).toHaveText(["+3.0"]);

  await io.getByRole("link", { name: "Write an option from this: a strength × a threat" }).click();
  await expect(io.getByLabel("What it does")).toHaveValue("st");
  await io.getByLabel("What the institution could do").fill("Keep it off");
  await io.getByRole("button", { name: "Save" }).click();
  const section = io.getByRole("region", { name: "Use a strength against a threat" });
  await expect(section.getByRole("listitem").filter({ hasText: "Keep it off" }).first()).toBeVisible();
  await expect(section).not.toContainText("Worth checking");
});
