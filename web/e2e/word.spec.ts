// Word in and out of the real site, under its own policy: the committed strategies come in through the page, what was
// brought in goes out again, and a bad file writes nothing.
import { readFile } from "node:fs/promises";
import { expect, post, test, uuid, type Page } from "./harness";
import { examine } from "./examine";
import { giresun, westIndies } from "./docx/strategies.mjs";
import { bold, cell, heading, paragraph, row, run, table, wordFile, wordParts } from "./docx/word.mjs";
import { zip } from "./docx/zip.mjs";

const file = (name: string) => readFile(new URL(`docx/${name}`, import.meta.url));

/** begin opens an empty strategy as from a Word file, and shows the page on which it is brought in. */
async function begin(io: Page, title = "From a file"): Promise<string> {
  const id = uuid();
  const answer = await io.request.post("/demo/strategies", { form: { id, title, period: "", then: "import" }, maxRedirects: 0 });
  expect(answer.headers()["location"]).toBe(`/demo/strategies/${id}/import`);
  await io.goto(`/demo/strategies/${id}/import`);
  return `/demo/strategies/${id}`;
}

const choose = (io: Page, name: string, buffer: Buffer) => io.getByLabel("Word file (.docx)").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
const told = (io: Page) => io.locator("#word-import [role=status]");
const send = (io: Page) => io.getByRole("button", { name: "Import", exact: true });
const titles = (io: Page) => io.locator("#sections h2");

test("the West Indies' plan comes in as sections, and can be taken back", async ({ person }) => {
  const io = await person("international");
  await io.goto("/demo/strategies");
  await io.getByRole("heading", { name: "New strategy" }).click();
  await io.getByLabel("Title").fill("From a file");
  await io.getByRole("button", { name: "Open it empty, for a Word file" }).click();
  await expect(io).toHaveURL(/\/import$/);
  const strategy = new URL(io.url()).pathname.replace("/import", "");
  await choose(io, "plan.docx", await file("west-indies-word.docx"));
  await expect(told(io)).toContainText("Sections: 5.");
  await expect(io.getByLabel("Title of the strategy")).toHaveValue(westIndies.title);
  await examine(io, "word-import");
  await io.getByLabel("Kind: 6 Outreach").selectOption("Pillar with objectives");
  await send(io).click();
  await expect(io).toHaveURL(new RegExp(`${strategy}/edit$`));
  await expect(io.locator(".flash")).toContainText("5 sections were brought in.");

  await io.goto(strategy);
  await expect(io.getByRole("heading", { level: 1 })).toHaveText(westIndies.title);
  await expect(titles(io)).toHaveText(["Introduction", "6 Outreach", "1 Financial", "4 Teaching, learning and student development", "How it is carried out"]);
  for (const [, , goals] of westIndies.pillars as [string, string, [string, string, string[]][]][])
    for (const [, goal, objectives] of goals) {
      await expect(io.locator("#sections")).toContainText(goal);
      for (const objective of objectives) await expect(io.locator("#sections li").filter({ hasText: objective }).first()).toBeVisible();
    }
  await expect(io.getByRole("link", { name: "the plan’s page" })).toBeVisible();
  await expect(io.locator("#sections table").getByRole("cell", { name: "26", exact: true })).toBeVisible();

  await choosePaste(io, strategy, "# Written here\n\nA paragraph.\n\n## Inside\n\n- one\n- two");
  await expect(io.locator(".flash")).toContainText("1 section was brought in.");
  await expect(titles(io)).toHaveCount(6);
  await io.getByRole("button", { name: "Undo", exact: true }).first().click();
  await expect(io.locator(".flash")).toContainText("1 section was taken out again.");
  await expect(titles(io)).toHaveCount(5);
});

async function choosePaste(io: Page, strategy: string, text: string): Promise<void> {
  await io.goto(`${strategy}/import`);
  await expect(io.getByLabel("Title of the strategy")).toHaveCount(0);
  await io.getByLabel("Text", { exact: true }).fill(text);
  await io.getByRole("button", { name: "Import the text" }).click();
}

test("Giresun's fourteen indicators come in with their figures", async ({ person }) => {
  const io = await person("international");
  const strategy = await begin(io);
  await choose(io, "giresun.docx", await file("giresun-libreoffice.docx"));
  await expect(told(io)).toContainText("Read.");
  await io.getByLabel("Title of the strategy").fill("Giresun, brought in");
  await send(io).click();
  await io.goto(strategy);
  await expect(io.getByRole("heading", { level: 1 })).toHaveText("Giresun, brought in");
  const goals = giresun.goals as unknown as [string, string, string, [string, string, string, string?][]][];
  const rows = goals.flatMap(([, , , indicators]) => indicators);
  expect(rows).toHaveLength(14);
  const shown = await io.locator("#sections tr:has(td)").evaluateAll((list) => list.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent!.trim())));
  expect(shown).toEqual(rows.map(([code, name, unit, owner = ""]) => [code, name, unit, "", "", owner]));
});

test("a bad file is said in words, and nothing is written", async ({ person }) => {
  const io = await person("international");
  const strategy = await begin(io);
  const posts: string[] = [];
  io.on("request", (request) => request.method() === "POST" && posts.push(request.url()));
  const refused = async (bytes: Buffer, why: RegExp) => {
    await choose(io, "bad.docx", bytes);
    await expect(told(io)).toHaveText(why, { timeout: 30_000 });
    await expect(told(io)).toHaveClass("field-error");
    await expect(send(io)).toBeDisabled();
  };
  const good = wordParts(paragraph(run("text")));
  await refused(zip({ ...good, "word/document.xml": Buffer.alloc(30 << 20, 32) }, { "word/document.xml": { unpacked: 2_000 } }), /^Far more is packed/);
  await refused(Buffer.from("D0CF11E0A1B11AE1" + "00".repeat(600), "hex"), /password.*old format/);
  await refused(Buffer.from("only text"), /^This is not a Word document/);
  const sentence = "Every faculty names a person who answers for mobility, and the office for international affairs reports to the senate once a year on what was reached. ";
  const pages = Array.from({ length: 5_000 }, (_, n) => paragraph(run(`${n} `) + bold("Figures: ") + run(sentence.repeat(2))));
  await refused(wordFile(pages.join("")), /words; 200,000 can be taken at once/);
  await io.goto(strategy);
  await expect(titles(io)).toHaveCount(0);
  expect(posts.filter((url) => url.includes("/import"))).toEqual([]);
});

test("a long text without headings comes in as several sections", async ({ person }) => {
  const io = await person("international");
  const strategy = await begin(io);
  const pages = Array.from({ length: 900 }, (_, n) => paragraph(run(`${n} ${"every faculty names a person who answers for mobility ".repeat(4)}`)));
  await choose(io, "long.docx", wordFile(pages.join("")));
  await expect(told(io)).toContainText("Sections: 3.");
  await expect(io.locator(".word-said").first()).toContainText("which come in as several: 1");
  await send(io).click();
  await expect(io.locator(".flash")).toContainText("3 sections were brought in.");
  await io.goto(strategy);
  await expect(titles(io)).toHaveText(["Introduction (1/3)", "Introduction (2/3)", "Introduction (3/3)"]);
  await expect(io.locator("#sections p").filter({ hasText: /^(0|899) every/ })).toHaveCount(2);
});

test("a strategy goes out as a Word file that can be read back", async ({ person }) => {
  const io = await person("international");
  const strategy = await begin(io);
  const urdu = "یہ حکمت عملی پانچ سال کے لیے ہے۔";
  const doc = heading(1, "First") + paragraph(run("Some ") + bold("bold words")) + paragraph(run(urdu)) + table(...[["Goal", "By"], ["Grow", "2030"]].map((cells) => row(...cells.map((text) => cell(run(text)))))) + heading(1, "Second") + paragraph(run("End"));
  await choose(io, "in.docx", wordFile(doc));
  await expect(told(io)).toContainText("Sections: 2.");
  await send(io).click();
  await expect(io.locator(".flash")).toContainText("2 sections");
  await io.goto(strategy);
  const waiting = io.waitForEvent("download");
  await io.getByRole("button", { name: "Word file" }).click();
  const bytes = await readFile(await (await waiting).path());
  await expect(io.getByText("The Word file is written.")).toBeVisible();

  const again = await begin(io);
  await choose(io, "again.docx", bytes);
  await expect(told(io)).toContainText("Sections: 3.");
  await io.getByLabel("Introduction").first().uncheck(); // its title page
  await expect(told(io)).toContainText("Read.");
  await send(io).click();
  await io.goto(again);
  await expect(titles(io)).toHaveText(["First", "Second"]);
  await expect(io.locator("#sections strong").filter({ hasText: "bold words" })).toBeVisible();
  await expect(io.locator("#sections p").filter({ hasText: urdu })).toHaveCSS("direction", "rtl");
  await expect(io.getByRole("cell", { name: "2030" })).toBeVisible();
});

test("a version goes out as a Word file, with the names of what its objectives answer", async ({ person }) => {
  const io = await person("international");
  await io.goto("/demo/strategies");
  const strategy = await io.locator("main a[href*='/demo/strategies/']").filter({ hasText: "Internationalisation" }).first().getAttribute("href");
  await io.goto(`${strategy}/versions/1`);
  const objective = io.locator(".kept-objective").filter({ has: io.locator(".kept-cites") }).first();
  const told = (await objective.locator(".kept-cites li, p bdi").allInnerTexts()).filter((text) => text !== "");
  expect(told.length, "an owner and what is answered").toBeGreaterThan(1);
  const waiting = io.waitForEvent("download");
  await io.getByRole("button", { name: "Word file" }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toMatch(/ – Version 1\.docx$/);

  const again = await begin(io, "From a version");
  await choose(io, file.suggestedFilename(), await readFile(await file.path()));
  await send(io).click();
  await io.goto(again);
  for (const text of ["Version 1", ...told]) await expect(io.locator("#sections")).toContainText(text);
});

test("without JavaScript text is brought in, and a wrong one comes back as it was typed", async ({ person }) => {
  const io = await person("international", { javaScriptEnabled: false });
  const id = uuid();
  await post(io, "/demo/strategies", { id, title: "By hand", period: "" });
  await io.goto(`/demo/strategies/${id}/import`);
  await expect(io.getByText("which needs JavaScript")).toBeVisible();
  await expect(io.getByLabel("Word file (.docx)")).toBeHidden();
  const wrong = `# ${"long ".repeat(50)}\n\nkept`;
  await io.getByLabel("Text", { exact: true }).fill(wrong);
  await io.getByRole("button", { name: "Import the text" }).click();
  await expect(io.locator(".field-error")).toContainText("Nothing was brought in. Section 1, “long long");
  await expect(io.getByLabel("Text", { exact: true })).toHaveValue(wrong);
  await io.getByLabel("Text", { exact: true }).fill("# Short\n\nkept");
  await io.getByRole("button", { name: "Import the text" }).click();
  await expect(titles(io)).toHaveText(["Short"]);
});
