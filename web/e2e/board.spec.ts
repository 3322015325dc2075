// Three offices fill one board together. Whatever one does, the others see without loading anything again.
import { addItem, expect, headings, itemOf, listOf, newAnalysis, open, post, quadrants, test, uuid, type Page, type Quadrant } from "./harness";

const field = (page: Page, quadrant: Quadrant) => page.locator(`#add-${quadrant}-text`);
const addButton = (page: Page, quadrant: Quadrant) => page.getByRole("button", { name: `Add: ${quadrant}` });
const button = (page: Page, id: string, name: string) => itemOf(page, id).getByRole("button", { name: new RegExp(`^${name}`) });

/** loads counts how often a page loads a document from now on. */
function loads(page: Page): () => number {
  let n = 0;
  page.on("domcontentloaded", () => n++);
  return () => n;
}

test("three offices add by button, Enter and Ctrl+Enter, and all see everything live", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const library = await person("library");
  const all = [io, registrar, library];
  const board = await newAnalysis(io, "Three offices");
  for (const page of all) await open(page, board);
  const loaded = all.map(loads);

  await registrar.getByRole("textbox", { name: "Add a strength", exact: true }).fill("Applications are answered in three days");
  await addButton(registrar, "strength").click();
  await field(library, "weakness").fill("Half of the catalogue is in one language");
  await field(library, "weakness").press("Enter");
  await field(io, "threat").fill("Visas take longer each year,");
  await field(io, "threat").press("Shift+Enter");
  await io.keyboard.type("and nobody says why");
  await field(io, "threat").press("Control+Enter");
  await library.locator("#add-opportunity summary").click();
  await field(library, "opportunity").fill("A national fund for exchanges");
  await library.getByLabel("Evidence for this opportunity").fill("Gazette of May");
  await library.getByLabel("Evidence for this opportunity").press("Control+Enter");

  for (const page of all) {
    await expect(listOf(page, "strength")).toHaveText([/Applications are answered in three days\s*Office of the Registrar/]);
    await expect(listOf(page, "weakness")).toHaveText([/Half of the catalogue is in one language\s*Library/]);
    await expect(listOf(page, "threat")).toHaveText([/Visas take longer each year,\s+and nobody says why\s*Office of International Affairs/]);
    await expect(listOf(page, "opportunity")).toHaveText([/A national fund for exchanges\s*Evidence: Gazette of May\s*Library/]);
    for (const quadrant of quadrants) {
      await expect(page.getByRole("heading", { name: headings[quadrant] })).toBeVisible();
      await expect(page.locator(`#count-${quadrant}`)).toHaveText("1");
      await expect(field(page, quadrant)).toHaveValue("");
    }
  }
  await expect(field(io, "threat"), "the next one can be written at once").toBeFocused();
  expect(loaded.map((n) => n()), "pages loaded again").toEqual([0, 0, 0]);
});

test("an item is edited, withdrawn, brought back by Undo, withdrawn and restored", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const board = await newAnalysis(io, "Edit and withdraw");
  const id = await addItem(registrar, board, "strength", "First words", "First evidence");
  const below = await addItem(registrar, board, "strength", "Stands below");
  await open(io, board);
  await open(registrar, board);

  await button(registrar, id, "Edit").click();
  await itemOf(registrar, id).getByLabel("Text").fill("Second words");
  await itemOf(registrar, id).getByLabel("Evidence").fill("Second evidence");
  await itemOf(registrar, id).getByRole("button", { name: "Save" }).click();
  await expect(itemOf(io, id)).toContainText(/Second words\s*Evidence: Second evidence/);
  await expect(itemOf(io, id)).toHaveAttribute("data-version", "2");
  await expect(button(registrar, id, "Edit"), "the focus is back where it came from").toBeFocused();

  await button(registrar, id, "Withdraw").click();
  await expect(itemOf(io, id)).toHaveCount(0);
  await expect(listOf(registrar, "strength")).toHaveCount(1);
  await expect(button(registrar, below, "Edit"), "the focus stays near").toBeFocused();
  await expect(registrar.locator("#toast")).toContainText("Withdrawn.");
  await registrar.locator("#toast").getByRole("button", { name: "Undo" }).click();
  for (const page of [io, registrar]) await expect(listOf(page, "strength")).toHaveText([/Second words/, /Stands below/]);

  await button(registrar, id, "Withdraw").click();
  await expect(listOf(io, "strength")).toHaveCount(1);
  await expect(io.locator("#withdrawn"), "others do not see what was withdrawn").toBeHidden();
  await registrar.locator("#withdrawn > summary").click();
  await button(registrar, id, "Restore").click();
  for (const page of [io, registrar]) await expect(listOf(page, "strength")).toHaveText([/Second words/, /Stands below/]);
});

test("a double click, a repeated POST and a lost answer make one item each", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const board = await newAnalysis(io, "Once");
  await open(io, board);
  await open(registrar, board);

  let clicked = () => {};
  const twice = new Promise<void>((resolve) => (clicked = resolve));
  await registrar.route("**/items", async (route) => (await twice, route.continue()), { times: 1 });
  await field(registrar, "strength").fill("Clicked twice");
  await addButton(registrar, "strength").dblclick();
  clicked();
  await expect(listOf(registrar, "strength")).toHaveText([/Clicked twice/]);

  const form = { id: uuid(), quadrant: "weakness", text: "Posted twice" };
  await post(registrar, `${board}/items`, form);
  await post(registrar, `${board}/items`, form);

  await registrar.route("**/items", async (route) => (await route.fetch(), route.abort()), { times: 1 });
  await field(registrar, "threat").fill("The answer was lost");
  await addButton(registrar, "threat").click();
  await expect(registrar.locator("#add-threat-error")).toContainText("Your text is kept");
  await expect(field(registrar, "threat")).toHaveValue("The answer was lost");
  await registrar.locator("#add-threat-error").getByRole("button", { name: "Try again" }).press("Enter");
  await expect(field(registrar, "threat")).toHaveValue("");
  await expect(field(registrar, "threat"), "the focus is not lost with the button").toBeFocused();

  await addItem(registrar, board, "opportunity", "The last one");
  await expect(listOf(io, "opportunity")).toHaveCount(1);
  await io.reload();
  for (const quadrant of quadrants) await expect(listOf(io, quadrant)).toHaveCount(1);
});

test("the guide goes after two own items, the welcome after the first arrival", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const board = await newAnalysis(io, "Guide");
  await addItem(io, board, "strength", "Of another office");
  await addItem(io, board, "strength", "Of another office, again");
  await open(registrar, board);
  await expect(registrar.getByRole("heading", { name: "Before you begin" })).toBeVisible();
  await expect(registrar.locator("#welcome")).toContainText("Ayesha Khan asks every office where");

  const guide = registrar.locator("#guide-strength");
  for (const text of ["One of ours", "Two of ours"]) {
    await expect(guide).toBeVisible();
    await field(registrar, "strength").fill(text);
    await field(registrar, "strength").press("Enter");
    await expect(listOf(registrar, "strength").filter({ hasText: text })).toHaveCount(1);
  }
  await expect(guide).toBeHidden();
  await expect(registrar.locator("#guide-weakness")).toBeVisible();
  await registrar.reload();
  await expect(guide).toBeHidden();
  await expect(registrar.locator("#guide-weakness")).toBeVisible();
  await expect(registrar.locator("#welcome")).toHaveCount(0);
});

test("the list view is remembered per person", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Views");
  await open(io, board);
  const view = io.locator("#board");
  await expect(view).toHaveAttribute("data-view", "board");
  await io.getByRole("link", { name: "List" }).click();
  await expect(view).toHaveAttribute("data-view", "list");
  await open(io, board); // its plain address
  await expect(view).toHaveAttribute("data-view", "list");
  await expect(io.getByRole("link", { name: "List" })).toHaveAttribute("aria-current", "true");

  await io.context().clearCookies();
  await io.context().request.post("/sign-in", { form: { email: "registrar@demo.example", password: "meridian-demo" } });
  await open(io, board);
  await expect(view, "another person in the same browser").toHaveAttribute("data-view", "board");
});

test("buttons are there for those who may, in the page and live alike", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const library = await person("library");
  const board = await newAnalysis(io, "Buttons");
  await addItem(registrar, board, "strength", "Registrar's");
  for (const page of [io, registrar, library]) await open(page, board);
  await addItem(library, board, "strength", "Library's");
  await addItem(io, board, "strength", "International's");

  const every = ["Edit", "Move", "Withdraw", "Comment"];
  const moves = ["Move", "Comment"];
  const comments = ["Comment"];
  const expected = new Map([
    [io, [moves, moves, every]],
    [registrar, [every, comments, comments]],
    [library, [comments, every, comments]],
  ]);
  for (const [page, buttons] of expected) {
    const seen = () =>
      listOf(page, "strength").evaluateAll((all) =>
        all.map((li) => [...li.querySelectorAll("button")].filter((b) => b.checkVisibility()).map((b) => b.textContent)),
      );
    await expect.poll(seen).toEqual(buttons);
    await page.reload();
    await expect.poll(seen).toEqual(buttons);
  }
});

test("presence tells who is here, who writes where, and who is away", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const board = await newAnalysis(io, "Presence");
  const id = await addItem(registrar, board, "strength", "Being edited");
  await open(io, board);
  await open(registrar, board);
  const here = (page: Page, name: string) => page.locator("#presence > li").filter({ hasText: name });
  await expect(here(io, "Bilal Ahmed")).toHaveAttribute("data-away", "false");
  await expect(here(registrar, "Ayesha Khan")).toBeVisible();

  await button(registrar, id, "Edit").click();
  await expect(itemOf(io, id).locator(".item-editing")).toHaveText("Bilal Ahmed is editing");
  await expect(here(io, "Bilal Ahmed")).toContainText("writing");
  await registrar.keyboard.press("Escape");
  await expect(itemOf(io, id).locator(".item-editing")).toBeHidden();
  await expect(here(io, "Bilal Ahmed")).not.toContainText("writing");

  await registrar.close();
  await expect(here(io, "Bilal Ahmed")).toHaveAttribute("data-away", "true");
  await expect(here(io, "Bilal Ahmed")).toContainText("away");
});
