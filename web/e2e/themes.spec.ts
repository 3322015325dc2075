// Items are grouped by hand and by keys; everybody who looks at the page sees it, and what was done is taken back.
import { addItem, expect, newAnalysis, test, type Page } from "./harness";

const group = (page: Page, name: string) => page.locator("section.theme", { has: page.getByRole("heading", { name, exact: true }) });
const inGroup = (page: Page, name: string, id: string) => group(page, name).locator(`#theme-item-${id}`);

test("two browsers group items by drag, by keys and by a form, and undo it", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const board = await newAnalysis(io, "Themes");
  const visas = await addItem(registrar, board, "threat", "Visa rules change every year");
  const credits = await addItem(registrar, board, "strength", "Credits are recognised quickly");
  await io.goto(`${board}/themes?frame=own`);
  await registrar.goto(`${board}/themes?frame=own`);

  await io.getByLabel("Tick: Credits").check();
  await io.getByLabel("New group").fill("Recognition");
  await io.getByRole("button", { name: "Make the group" }).click();
  for (const page of [io, registrar]) await expect(inGroup(page, "Recognition", credits)).toBeVisible();
  await expect(registrar.getByText("Move", { exact: true }), "who only reads moves nothing").toHaveCount(0);

  const card = io.locator(`#theme-item-${visas}`);
  await card.scrollIntoViewIfNeeded();
  const from = (await card.locator(".item-text").boundingBox())!;
  await io.mouse.move(from.x + 20, from.y + 8);
  await io.mouse.down();
  await io.mouse.move(from.x + 40, from.y + 30, { steps: 4 });
  await expect(card).toHaveAttribute("data-held", "");
  const to = (await group(io, "Recognition").boundingBox())!;
  await io.mouse.move(to.x + 40, to.y + 20, { steps: 6 });
  await io.mouse.up();
  for (const page of [io, registrar]) await expect(inGroup(page, "Recognition", visas)).toBeVisible();

  await card.locator("summary").focus();
  await io.keyboard.press("Alt+ArrowUp");
  for (const page of [io, registrar]) await expect(inGroup(page, "Not in a group yet", visas)).toBeVisible();
  await expect(io.locator("#themes-said")).toHaveText("You took “Visa rules change every year” out of its group.");
  await expect(card.locator("summary"), "the focus goes with the item").toBeFocused();

  await io.getByRole("button", { name: /^Undo/ }).click();
  for (const page of [io, registrar]) await expect(inGroup(page, "Recognition", visas)).toBeVisible();

  await group(io, "Recognition").locator("summary", { hasText: "Rename" }).click();
  const name = group(io, "Recognition").getByLabel("Name of the group");
  await name.fill("Half a na");
  await addItem(registrar, board, "weakness", "Came in meanwhile");
  await expect(io.getByText("Came in meanwhile", { exact: true })).toBeVisible();
  await expect(name, "what is typed stays").toHaveValue("Half a na");
  await expect(name).toBeFocused();

  await io.goto(`${board}/themes?frame=ace`);
  await expect(io.locator("section.theme")).toHaveCount(7);
  await io.goto(`${board}/themes`);
  await expect(io, "the frame is remembered").toHaveURL(/frame=ace/);
});

test("without JavaScript the same forms do it", async ({ person }) => {
  const io = await person("international", { javaScriptEnabled: false });
  const board = await newAnalysis(io, "Themes by forms");
  const id = await addItem(io, board, "threat", "Visa rules change");
  await io.goto(`${board}/themes?frame=home_abroad`);
  const card = io.locator(`#theme-item-${id}`);
  await card.locator("summary").click();
  await card.getByLabel("Group").selectOption("Abroad");
  await card.locator("form").getByRole("button").click();
  await expect(inGroup(io, "Abroad", id)).toBeVisible();
  await io.getByRole("button", { name: /^Undo/ }).click();
  await expect(io).toHaveURL(/frame=home_abroad/);
  await expect(inGroup(io, "Not in a group yet", id)).toBeVisible();
  await io.goto(`${board}/themes?frame=own`);
  await io.getByRole("button", { name: "Make the group" }).click();
  await expect(io.getByText("Please give the group a name.")).toBeVisible();
});
