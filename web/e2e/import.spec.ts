// Rows come in from a spreadsheet, by its clipboard or as a file: first they are shown, then they are written, all or
// none. What goes out comes in again.
import { readFile } from "node:fs/promises";
import { addItem, expect, headings, listOf, newAnalysis, open, quadrants, test, type Page } from "./harness";

const pasted = (page: Page) => page.getByLabel("Cells copied from Excel, with the row that names the columns");
const preview = (page: Page) => page.getByRole("button", { name: "Show what would be imported" });
const take = (page: Page) => page.getByRole("button", { name: "Import", exact: true });
const rows = (page: Page) => page.locator("table.preview tbody tr");
const lines = (page: Page, quadrant: "strength" | "weakness" | "opportunity" | "threat") =>
  listOf(page, quadrant).evaluateAll((all) =>
    all.map((li) => [...li.querySelectorAll(".item-text, .item-evidence, .item-office")].map((p) => p.textContent!.trim())),
  );

async function files(page: Page, name: string): Promise<void> {
  await page.locator("summary", { hasText: "Files" }).click();
  await page.getByRole("link", { name }).click();
}

test("cells pasted from Excel are shown, then imported and seen live", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const board = await newAnalysis(io, "Pasted");
  await open(registrar, board);
  await open(io, board);
  await files(io, "Import from Excel or CSV");
  await pasted(io).fill(
    "office\tquadrant\ttext\tevidence\n" +
      'library\tstrength\t"Two lines,\nand a ""quoted"" word"\tA list\n' +
      "registrar\tThreat\tOne line, with a comma; and a semicolon\t\n" +
      "\tweakness\t=SUM(A1) is only text\t\n",
  );
  await preview(io).click();
  await expect(io.locator(".tally")).toContainText("3 rows are ready");
  await expect(rows(io)).toHaveText([/2\s*library\s*strength\s*Two lines,\s*and a "quoted" word\s*A list/, /^4\s*registrar\s*threat/, /^5/]);
  expect(await lines(registrar, "strength"), "nothing is written yet").toEqual([]);
  await take(io).click();
  await expect(io).toHaveURL(new RegExp(`${board}$`));
  await expect(io.locator(".flash")).toContainText("3 items were imported.");
  await expect.poll(() => lines(registrar, "strength")).toEqual([['Two lines,\nand a "quoted" word', "Evidence: A list", "Library"]]);
  expect(await lines(registrar, "threat")).toEqual([["One line, with a comma; and a semicolon", "Office of the Registrar"]]);
  expect(await lines(registrar, "weakness")).toEqual([["=SUM(A1) is only text", "Office of International Affairs"]]);
});

test("bad rows are named by line and reason, and nothing is written", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Bad rows");
  await io.goto(`${board}/import`);
  await io.getByLabel(/^Excel \(\.xlsx\)/).setInputFiles({
    name: "items.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(
      "office,quadrant,text,evidence\nlibrary,strength,Good,\nlibrary,strenght,Misspelt,\nnobody,threat,No such office,\nlibrary,threat,  ,\n" +
        `library,threat,${"x".repeat(2001)},\n`,
    ),
  });
  await preview(io).click();
  await expect(io.locator(".tally")).toContainText("1 row is ready");
  await expect(io.locator(".tally")).toContainText("4 rows cannot be taken");
  await expect(io.getByRole("alert").getByRole("listitem")).toHaveText([
    /Line 3: “strenght” is not one of strength, weakness, opportunity and threat/,
    /Line 4: There is no office with the slug nobody/,
    /Line 5: Please write something first/,
    /Line 6: The text is longer than 2,000 characters/,
  ]);
  await expect(take(io)).toHaveCount(0);

  for (const [text, message] of [
    ["", /choose a file, or paste/],
    ["quadrant,words\nstrength,No column text\n", /text/],
  ] as const) {
    await io.goto(`${board}/import`);
    await pasted(io).fill(text);
    await preview(io).click();
    await expect(io.locator("#import-error")).toHaveText(message);
    await expect(pasted(io)).toHaveValue(text);
  }
  await open(io, board);
  for (const quadrant of quadrants) await expect(listOf(io, quadrant)).toHaveCount(0);
});

test("an office brings its own rows only", async ({ person }) => {
  const io = await person("international");
  const library = await person("library");
  const board = await newAnalysis(io, "Own rows");
  await library.goto(`${board}/import`);
  await pasted(library).fill("office\tquadrant\ttext\nregistrar\tstrength\tNot ours\nlibrary\tstrength\tOurs\n");
  await preview(library).click();
  await expect(library.getByRole("alert")).toContainText(/Line 2: You may bring items of your own office only/);
  await expect(rows(library).nth(1)).toContainText("ready");
});

test("the exports come in again unchanged: CSV, XLSX and JSON", async ({ person }) => {
  const io = await person("international");
  const library = await person("library");
  const board = await newAnalysis(io, "Export");
  await addItem(library, board, "strength", 'Commas, "marks"; and\ntwo lines', "کتاب خانہ");
  await addItem(library, board, "threat", "=1+1 looks like a formula", "-5 too");
  await addItem(io, board, "threat", "Plain", "007");
  await open(io, board);
  const standing: Record<string, string[][]> = {};
  for (const quadrant of quadrants) standing[quadrant] = await lines(io, quadrant);

  for (const [name, ending] of [
    ["Export as CSV", "csv"],
    ["Export for Excel", "xlsx"],
    ["Export as JSON", "json"],
  ] as const) {
    await io.goto(board);
    const download = io.waitForEvent("download");
    await files(io, name);
    const file = await download;
    expect(file.suggestedFilename()).toBe(`swot-demo.${ending}`);
    const copy = await newAnalysis(io, `Import of ${ending}`);
    await io.goto(`${copy}/import`);
    const buffer = await readFile(await file.path());
    await io.getByLabel(/^Excel \(\.xlsx\)/).setInputFiles({ name: file.suggestedFilename(), mimeType: "", buffer });
    await preview(io).click();
    await expect(io.locator(".tally")).toContainText("3 rows are ready");
    await take(io).click();
    await expect(io.locator(".flash")).toContainText("3 items were imported.");
    for (const quadrant of quadrants) expect(await lines(io, quadrant), `${ending}: ${quadrant}`).toEqual(standing[quadrant]);
  }
});

test("the empty form can be filled in on paper or in a table", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Empty form");
  await open(io, board);
  await files(io, "Empty form on paper");
  await expect(io.getByRole("heading", { name: "Empty form" })).toBeVisible();
  for (const quadrant of quadrants) await expect(io.getByRole("heading", { name: headings[quadrant] })).toBeVisible();
  await expect(io.getByRole("button", { name: "Print" })).toBeVisible();
  await io.emulateMedia({ media: "print" });
  await expect(io.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(io.getByRole("navigation")).toBeHidden();
  await io.emulateMedia({ media: "screen" });

  await io.goto(`${board}/import`);
  for (const [name, ending] of [
    ["Empty table as CSV", "csv"],
    ["Empty table for Excel", "xlsx"],
  ] as const) {
    const download = io.waitForEvent("download");
    await io.getByRole("link", { name }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`swot-form.${ending}`);
    expect((await readFile(await file.path())).length).toBeGreaterThan(20);
  }
});
