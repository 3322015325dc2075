// Joint items: made from what several offices say, on an open board at once, and undone as if nothing had been.
import { addItem, expect, itemOf, newAnalysis, open, test } from "./harness";

test("items are ticked, merged under the eyes of an office, and undone", async ({ person }) => {
  const io = await person("international");
  const library = await person("library");
  const registrar = await person("registrar");
  const board = await newAnalysis(io, "Merging");
  const one = await addItem(registrar, board, "weakness", "No scholarships for students from abroad");
  const two = await addItem(library, board, "threat", "Students from abroad get no scholarships");
  const other = await addItem(library, board, "strength", "Reading rooms open at night");
  await open(registrar, board);
  await expect(itemOf(registrar, one)).toBeVisible();

  await io.goto(`${board}/merge?suggest=1`);
  await expect(io.locator(".suggestion")).toContainText(/Both say: .*scholarships.*\s% of the letters agree/);
  await io.getByRole("button", { name: "Make a joint item" }).waitFor({ state: "hidden" });
  await io.getByLabel("Words", { exact: true }).fill("reading");
  await expect(io.locator(`[data-candidate="${other}"]`)).toBeVisible();
  await expect(io.locator(`[data-candidate="${one}"]`)).toBeHidden();
  await io.getByLabel("Words", { exact: true }).fill("");
  await io.getByRole("link", { name: /^Select these/ }).click();
  await expect(io.locator("#merge-count")).toHaveText("2 items of 2 offices chosen");
  await expect(io.locator("#merge-reason")).toContainText("different headings");
  await io.locator("#merge-chosen").getByRole("button", { name: "Use this wording: No scholarships for students from abroad" }).click();
  await io.locator("#merge-quadrant").selectOption("weakness");
  await io.getByRole("button", { name: "Make a joint item" }).click();
  await expect(io.getByText("Please say in a sentence why")).toBeVisible();
  await expect(io.locator("#merge-text")).toHaveValue("No scholarships for students from abroad");
  await io.getByLabel("Why under this heading").fill("We decide on our own budget");
  await io.getByRole("button", { name: "Make a joint item" }).click();

  const joint = registrar.locator("#items-weakness > li[data-merged]");
  await expect(joint).toContainText("2 offices");
  await joint.getByText("2 offices").click();
  await expect(joint).toContainText("Students from abroad get no scholarships");
  await expect(itemOf(registrar, one)).toHaveCount(0);
  await expect(itemOf(registrar, two)).toHaveCount(0);
  await expect(joint.getByRole("button", { name: /^Edit/ })).toHaveCount(0);

  await io.getByRole("button", { name: "Undo" }).click();
  await expect(itemOf(registrar, one)).toBeVisible();
  await expect(itemOf(registrar, two)).toBeVisible();
  await expect(joint).toHaveCount(0);
});
