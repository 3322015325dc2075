// Word in and out, without a server: the built modules on a page of a made-up origin, under the site's own policy.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { test as base, expect, type Page } from "@playwright/test";
import type { Imported } from "../assets/ts/word/read";
import type { TextNode } from "../assets/ts/word/content";
import { giresun, westIndies } from "./docx/strategies.mjs";
import { bold, cell, heading, item, link, note, paragraph, row, run, styled, table, wordFile, wordParts } from "./docx/word.mjs";
import { zip } from "./docx/zip.mjs";

const origin = "https://word.example";
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types meridian";
const file = (path: string) => readFile(new URL(path, import.meta.url));

/** markup is the page: the words that the server would put into it, and the form. */
async function markup(): Promise<string> {
  const templ = String(await file("../../internal/strategy/strategyweb/word_words.templ"));
  const words = [...templ.matchAll(/@wordWord\("([^"]+)", i18n\.T\(ctx, "([^"]+)"\)\)/g)].map(([, key, text]) => `<span data-word="${key}">${text}</span>`);
  return `<!doctype html><html lang="en-GB"><title>Word</title><script type="module" src="/page.js"></script><template id="word-words">${words.join("")}</template>
    <form id="word-import" method="post" action="/import" data-word="/word-import.js"><label>File <input type="file" name="file" accept=".docx"></label>
    <div id="word-preview" aria-live="polite"></div><input type="hidden" name="content"><button>Import</button></form>
    <button data-word-export="/content.json" data-word="/word-export.js" data-filename="plan.docx">Word</button></html>`;
}

/** watching is what a page's own script does about Word. */
async function watching(): Promise<string> {
  const stdin = { contents: 'import { watchWord } from "./load"; watchWord();', resolveDir: fileURLToPath(new URL("../assets/ts/word", import.meta.url)) };
  const { outputFiles } = await build({ stdin, bundle: true, format: "esm", write: false });
  return outputFiles[0]!.text;
}

const test = base.extend<{ word: Page }>({
  word: async ({ page }, use) => {
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    const body = await markup();
    await page.route(`${origin}/**`, async (route) => {
      const path = new URL(route.request().url()).pathname;
      if (path === "/page.js") await route.fulfill({ contentType: "text/javascript", body: await watching() });
      else if (path.endsWith(".js")) await route.fulfill({ contentType: "text/javascript", body: await file(`../dist${path}`) });
      else await route.fulfill({ contentType: "text/html; charset=utf-8", headers: { "Content-Security-Policy": policy }, body: path === "/favicon.ico" ? "" : body });
    });
    await page.goto(`${origin}/`);
    await use(page);
    expect(faults, "errors in the page").toEqual([]);
  },
});

/** read imports a file in the page; a refusal is its sentence. */
async function read(page: Page, bytes: Buffer, name = "plan.docx"): Promise<Imported & { refused?: string; longest: number; took: number }> {
  await page.evaluate(() => document.querySelector("#given")?.remove());
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("input"), { type: "file", id: "given" })));
  await page.locator("#given").setInputFiles({ name, mimeType: "application/octet-stream", buffer: bytes });
  return page.evaluate(async () => {
    const address = "/word-import.js";
    const module = await import(address);
    const given = document.querySelector<HTMLInputElement>("#given")!.files![0]!;
    // How long the page could not answer at one time.
    let longest = 0;
    let last = performance.now();
    const { port1, port2 } = new MessageChannel();
    const beat = () => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    };
    port1.onmessage = () => (beat(), port2.postMessage(0));
    port2.postMessage(0);
    const start = performance.now();
    try {
      const imported = await module.readWord(given);
      return { ...imported, longest, took: performance.now() - start };
    } catch (error) {
      return { refused: (error as Error).message };
    } finally {
      port1.onmessage = null;
    }
  });
}

const text = (node: TextNode): string => node.text ?? (node.content ?? []).map(text).join("");
const all = (node: TextNode, type: string): TextNode[] => [...(node.type === type ? [node] : []), ...(node.content ?? []).flatMap((child) => all(child, type))];
const docOf = (imported: Imported, title: string) => imported.sections.find((section) => section.title === title)!.doc as TextNode;
const marked = (node: TextNode, mark: string) => all(node, "text").filter((part) => part.marks?.some(({ type }) => type === mark)).map(text);
const numbers = (list: [string, number][]) => Object.fromEntries(list);

test("the West Indies' plan, as Word writes it", async ({ word }) => {
  const plan = await read(word, await file("docx/west-indies-word.docx"));
  expect(plan.title).toBe(westIndies.title);
  expect(plan.sections.map((section) => section.title)).toEqual(["Introduction", "6 Outreach", "1 Financial", "4 Teaching, learning and student development", "How it is carried out"]);
  for (const [code, pillar, goals] of westIndies.pillars as [string, string, [string, string, string[]][]][]) {
    const doc = docOf(plan, `${code} ${pillar}`);
    expect(all(doc, "heading").map((node) => [node.attrs!["level"], text(node)])).toEqual(goals.map(([goal, title]) => [1, `${goal} ${title}`]));
    expect(all(doc, "list_item").map(text)).toEqual(goals.flatMap(([, , objectives]) => objectives));
    expect(all(doc, "ordered_list")).toHaveLength(goals.length);
  }
  const opening = docOf(plan, "Introduction");
  expect(text(opening)).toContain("[1] Oversight by the Executive Management Team.");
  expect(text(opening)).not.toContain("6 Outreach"); // the table of contents
  expect(all(opening, "blockquote").map(text)).toEqual(["Changes to goals and targets need executive approval."]);
  expect(marked(opening, "strong")).toEqual(["27 April 2012"]);
  const last = docOf(plan, "How it is carried out");
  expect(text(last)).toContain("reviewed every two years. See the plan’s page, in English.");
  expect(marked(last, "link")).toEqual(["the plan’s page"]);
  const [list] = all(last, "ordered_list");
  const [nested] = all(list!.content![0]!, "ordered_list");
  expect(all(nested!, "bullet_list").map(text)).toEqual(["responsibilities and timelines"]);
  expect(list!.content).toHaveLength(2);
  expect(all(last, "table_header").map(text)).toEqual(["Perspective", "Goals", "Objectives"]);
  expect(all(last, "table_cell").map((node) => [text(node), node.attrs!["colspan"]]).slice(-2)).toEqual([["In all, of those noted here", 2], ["26", 1]]);
  expect(numbers(plan.kept)).toEqual({ "n-headings": 6, "n-lists": 9, "n-tables": 1, "n-quotes": 1, "n-links": 1, bold: 1, italic: 1, "n-footnotes": 1, "n-insertions": 1 });
  expect(numbers(plan.dropped)).toEqual({ "n-deletions": 1, "contents-left-out": 1, "headers-left-out": 1 });
});

test("Giresun's indicators, as LibreOffice writes them", async ({ word }) => {
  const plan = await read(word, await file("docx/giresun-libreoffice.docx"));
  expect(plan.title).toBe(giresun.title);
  const goals = giresun.goals as unknown as [string, string, string, [string, string, string, string?][]][];
  expect(plan.sections.map((section) => section.title)).toEqual(["Introduction", "Internationalisation", ...goals.map(([number, goal]) => `${number} ${goal}`)]);
  const rows = plan.sections.flatMap((section) => all(section.doc as TextNode, "table_row").filter((row) => row.content![0]!.type === "table_cell").map((row) => row.content!.map(text)));
  expect(rows).toHaveLength(14);
  expect(rows).toEqual(goals.flatMap(([, , , indicators]) => indicators.map(([code, name, unit, owner = ""]) => [code, name, unit, "", "", owner])));
  for (const [number, goal, objective] of goals.slice(0, 5)) {
    const doc = docOf(plan, `${number} ${goal}`);
    expect(all(doc, "list_item").map(text)).toEqual([objective]);
    expect(all(doc, "table_header").map(text)).toEqual(["No.", "Indicator", "Unit", "Baseline", "Target", "Owner"]);
  }
  expect(marked(docOf(plan, "Internationalisation"), "strong")).toEqual(["no baselines or targets"]);
  expect(plan.dropped).toEqual([]);
});

test("headings by outline level, merged cells, Urdu, bad links, pictures of nothing", async ({ word }) => {
  const merged = table(row(cell(run("a"), '<w:vMerge w:val="restart"/>'), cell(run("b")), cell(run("c"))), row(cell(run(""), "<w:vMerge/>"), cell(run("d"), '<w:gridSpan w:val="2"/>')));
  const equation = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x</m:t></m:r></m:oMath>';
  const body = [styled("berschrift1", "Erstes Kapitel"), paragraph(run("ہماری حکمتِ عملی", "<w:rtl/>"), "<w:bidi/>"), styled("berschrift1", "Zweites Kapitel"), heading(2, "Below"), heading(3, "Deeper"), merged, paragraph(link("here") + equation), item(0, "one", 2)];
  const plan = await read(word, wordFile(body.join(""), { address: "javascript:alert(1)" }), "Strategie.docx");
  expect(plan.title).toBe("Strategie");
  expect(plan.sections.map((section) => section.title)).toEqual(["Erstes Kapitel", "Zweites Kapitel"]);
  expect(text(docOf(plan, "Erstes Kapitel"))).toBe("ہماری حکمتِ عملی");
  const second = docOf(plan, "Zweites Kapitel");
  expect(all(second, "heading").map((node) => node.attrs!["level"])).toEqual([1, 2]);
  expect(all(second, "table_cell").map((node) => [text(node), node.attrs!["rowspan"], node.attrs!["colspan"]])).toEqual([["a", 2, 1], ["b", 1, 1], ["c", 1, 1], ["d", 1, 2]]);
  expect(marked(second, "link")).toEqual([]);
  expect(text(second)).toContain("here");
  expect(numbers(plan.dropped)).toEqual({ "n-lost-links": 1, "n-equations": 1, "headers-left-out": 1 });
});

test("what cannot be read is said in words", async ({ word }) => {
  const good = wordParts(paragraph(run("text")));
  const { ["word/document.xml"]: document, ...without } = good;
  const refused = async (bytes: Buffer) => (await read(word, bytes)).refused;
  expect(await refused(Buffer.from("only text"))).toMatch(/^This is not a Word document/);
  expect(await refused(Buffer.from("D0CF11E0A1B11AE1" + "00".repeat(600), "hex"))).toMatch(/password.*old format/);
  expect(await refused(zip(good, { "word/document.xml": { flags: 1 } }))).toMatch(/encrypted/);
  expect(await refused(zip(without))).toMatch(/^There is no Word text/);
  expect(await refused(zip({ ...good, "word/document.xml": "<w:document><w:body>" }))).toMatch(/damaged/);
  expect(await refused(zip({ ...good, "word/document.xml": document!.replace("<w:document", '<!DOCTYPE a [<!ENTITY b "c">]><w:document') }))).toMatch(/damaged/);
  expect(await refused(zip(good).subarray(0, 900))).toMatch(/not a Word document/);
  expect(await refused(zip({ ...good, "word/media/zeros.bin": Buffer.alloc(60 << 20) }))).toMatch(/Far more is packed/);
  // The same burst, said to be small.
  expect(await refused(zip({ ...good, "word/document.xml": Buffer.alloc(30 << 20, 32) }, { "word/document.xml": { unpacked: 2_000 } }))).toMatch(/Far more is packed/);
  expect(await refused(Buffer.alloc((20 << 20) + 1))).toMatch(/larger than 20 MB/);
  expect(await refused(zip({ ...good, ...Object.fromEntries(Array.from({ length: 5_001 }, (_, n) => [`x/${n}`, ""])) }))).toMatch(/5,000 parts/);
  expect(await refused(wordFile(paragraph("")))).toMatch(/^There is no text/);
});

test("500 pages come in while the page stays alive", async ({ word }) => {
  const sentence = "Every faculty names a person who answers for mobility, and the office for international affairs reports to the senate once a year on what was reached. ";
  const pages = Array.from({ length: 500 }, (_, n) => (n % 10 ? "" : heading(1, `Chapter ${n / 10 + 1}`)) + Array.from({ length: 10 }, (_, m) => paragraph(run(`${n}.${m} `) + bold("Figures: ") + run(sentence.repeat(2)))).join(""));
  const bytes = wordFile(pages.join(""));
  const plan = await read(word, bytes);
  expect(plan.sections).toHaveLength(50);
  const words = plan.sections.reduce((sum, section) => sum + section.words, 0);
  expect(words).toBeGreaterThan(250_000);
  expect(all(docOf(plan, "Chapter 50"), "paragraph")).toHaveLength(100);
  expect(plan.longest).toBeLessThan(2_000);
  test.info().annotations.push({ type: "500 pages", description: `${words} words, ${bytes.length} bytes packed: ${Math.round(plan.took)} ms in all, at most ${Math.round(plan.longest)} ms at a time` });
});

test("the form shows what comes in, and sends only that", async ({ word }) => {
  await word.locator("input[type=file]").first().setInputFiles({ name: "plan.docx", mimeType: "application/octet-stream", buffer: await file("docx/west-indies-word.docx") });
  await expect(word.getByRole("status").first()).toHaveText(/^Read\. Sections: 5\. Words: \d+/);
  await expect(word.getByLabel("Title of the strategy")).toHaveValue(westIndies.title);
  await word.getByLabel("Introduction", { exact: true }).uncheck();
  await word.getByLabel("Kind: 6 Outreach").selectOption("pillar");
  await expect(word.getByText("Tracked deletions: 1")).toBeVisible();
  const sent = word.waitForRequest(`${origin}/import`);
  await word.getByRole("button", { name: "Import" }).click();
  const body = (await sent).postDataBuffer()!.toString();
  expect([...body.matchAll(/name="([^"]+)"/g)].map(([, name]) => name)).toEqual(["content"]);
  const content = JSON.parse(/\r\n\r\n(\{.*\})\r\n/s.exec(body)![1]!);
  expect(content.title).toBe(westIndies.title);
  expect(content.sections.map((section: { title: string; kind: string }) => [section.title, section.kind]).slice(0, 2)).toEqual([["6 Outreach", "pillar"], ["1 Financial", "text"]]);
});

test("a bad file after a good one leaves nothing to send", async ({ word }) => {
  const input = word.locator("input[type=file]").first();
  await input.setInputFiles({ name: "plan.docx", mimeType: "application/octet-stream", buffer: await file("docx/giresun-libreoffice.docx") });
  await expect(word.getByRole("button", { name: "Import" })).toBeEnabled();
  await input.setInputFiles({ name: "plan.docx", mimeType: "application/octet-stream", buffer: Buffer.from("text") });
  await expect(word.getByText("This is not a Word document")).toBeVisible();
  await expect(word.getByRole("button", { name: "Import" })).toBeDisabled();
  await expect(word.locator("input[name=content]")).toHaveValue("");
});

const words = (value: string, ...marks: object[]) => ({ type: "text", text: value, ...(marks.length ? { marks } : {}) });
const p = (...content: object[]) => ({ type: "paragraph", content });
const li = (...content: object[]) => ({ type: "list_item", content });
const td = (value: string, attrs: object = {}, type = "table_cell") => ({ type, attrs: { colspan: 1, rowspan: 1, colwidth: null, ...attrs }, content: [p(words(value))] });
const content = {
  format: "meridian-strategy",
  format_version: 1,
  title: "Internationalisation 2026–2030",
  period: "2026–2030",
  sections: [
    {
      id: "1",
      kind: "text",
      title: "Why",
      doc: {
        type: "doc",
        content: [
          p(words("Plain, "), words("bold", { type: "strong" }), words(" and "), words("a link", { type: "link", attrs: { href: "https://example.org/?a=1&b=2" } }), words(".\u0001")),
          { type: "heading", attrs: { level: 1 }, content: [words("What it means")] },
          p(words("ہماری یونیورسٹی دنیا کے ساتھ")),
          { type: "bullet_list", content: [li(p(words("one"))), li(p(words("two")), { type: "ordered_list", attrs: { order: 3 }, content: [li(p(words("first")), { type: "bullet_list", content: [li(p(words("deep")))] })] })] },
          { type: "blockquote", content: [p(words("Quoted"))] },
          { type: "table", content: [{ type: "table_row", content: [td("Year", {}, "table_header"), td("Students", {}, "table_header")] }, { type: "table_row", content: [td("2026", { rowspan: 2 }), td("100")] }, { type: "table_row", content: [td("200")] }, { type: "table_row", content: [td("In all 300", { colspan: 2 })] }] },
        ],
      },
    },
    {
      id: "2",
      kind: "pillar",
      title: "Mobility",
      doc: { type: "doc", content: [{ type: "paragraph" }] },
      goals: [{ id: "g", text: "More go abroad" }],
      objectives: [{ id: "o", goal: "g", text: "A window for mobility in every programme", office: "registrar", cites: [{ id: "c", kind: "item" }], indicators: [{ name: "Outgoing students", unit: "percent", baseline: 4, baseline_year: 2025, targets: [{ year: 2028, value: 8 }, { year: 2030, value: 12 }], source: "Registrar", frequency: "year" }] }],
    },
  ],
  labels: { goal: "Priority", objective: "Objective", indicator: "Measure" },
  names: { offices: { registrar: "Registrar’s Office" }, cites: { c: "Few students go abroad" } },
};

test("what is written is read back", async ({ word }) => {
  await word.route(`${origin}/content.json`, (route) => route.fulfill({ json: content }));
  const saved = word.waitForEvent("download");
  await word.getByRole("button", { name: "Word" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("plan.docx");
  await expect(word.getByText("The Word file is written.")).toBeVisible();
  const bytes = await readFile(await download.path());
  const plan = await read(word, bytes);
  expect(plan.title).toBe(content.title);
  expect(plan.sections.map((section) => section.title)).toEqual(["Introduction", "Why", "Mobility"]);
  const why = docOf(plan, "Why");
  expect(all(why, "heading").map((node) => [node.attrs!["level"], text(node)])).toEqual([[1, "What it means"]]);
  expect(marked(why, "strong")).toEqual(["bold"]);
  expect(all(why, "text").find((node) => text(node) === "a link")!.marks).toEqual([{ type: "link", attrs: { href: "https://example.org/?a=1&b=2" } }]);
  expect(text(why)).toContain("ہماری یونیورسٹی دنیا کے ساتھ");
  const [outer] = all(why, "bullet_list");
  expect(outer!.content!.map((node) => text(node.content![0]!))).toEqual(["one", "two"]);
  expect(all(outer!, "ordered_list").map((node) => text(node.content![0]!.content![0]!))).toEqual(["first"]);
  expect(all(why, "blockquote").map(text)).toEqual(["Quoted"]);
  expect(all(why, "table_header").map(text)).toEqual(["Year", "Students"]);
  expect(all(why, "table_cell").map((node) => [text(node), node.attrs!["rowspan"], node.attrs!["colspan"]])).toEqual([["2026", 2, 1], ["100", 1, 1], ["200", 1, 1], ["In all 300", 1, 2]]);
  const pillar = docOf(plan, "Mobility");
  expect(all(pillar, "heading").map(text)).toEqual(["Priority 1: More go abroad"]);
  expect(all(pillar, "table_row").map((node) => node.content!.map(text))).toEqual([
    ["Objective 1.1: A window for mobility in every programme"],
    ["Owner", "Registrar’s Office"],
    ["Answers", "Few students go abroad"],
    ["Measure", "Unit", "Baseline", "Targets"],
    ["Outgoing studentsSource: Registrar, year", "percent", "4 (2025)", "8 (2028)12 (2030)"],
  ]);
});
