// The editor by keyboard alone, and what it weighs.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "./harness";
import { allSaved, field, newText, read, write } from "./text";

test("headings, lists, a table and a link are written by keyboard", async ({ person }) => {
  const page = await person("international");
  const text = await newText(page, "By keyboard");
  const place = await write(page, text);
  const keys = async (...all: string[]) => {
    for (const key of all) await page.keyboard.press(key);
  };
  await page.keyboard.type("Aims");
  await keys("Control+Alt+2", "Enter");
  await page.keyboard.type("- one");
  await keys("Enter", "Tab");
  await page.keyboard.type("inner");
  await keys("Enter", "Shift+Tab");
  await page.keyboard.type("two");
  await keys("Enter", "Enter");
  await page.keyboard.type("1. first");
  await keys("Enter", "Enter");
  await page.keyboard.type("> said");
  await keys("Enter", "Enter");
  await expect(place.locator("h4")).toHaveText("Aims");
  await expect(place.locator(":scope > ul > li")).toHaveCount(2);
  await expect(place.locator(":scope > ul > li > ul > li")).toHaveText("inner");
  await expect(place.locator(":scope > ol > li")).toHaveText("first");
  await expect(place.locator(":scope > blockquote")).toHaveText("said");

  await keys("Control+b");
  await page.keyboard.type("bold");
  await keys("Control+b");
  await page.keyboard.type(" link");
  await keys(..."link".split("").map(() => "Shift+ArrowLeft"), "Control+k");
  const dialog = page.getByRole("dialog", { name: "Link" });
  await dialog.getByLabel("Address").fill("javascript:alert(1)");
  await keys("Enter");
  await expect(dialog.getByText("This address cannot be used.")).toBeVisible();
  await expect(dialog.getByLabel("Address")).toBeFocused();
  await expect(dialog.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Address").fill("www.example.org");
  await keys("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(place.locator("a")).toHaveAttribute("href", "https://www.example.org");
  await expect(place.locator("a")).toHaveText("link");
  await expect(place.locator("strong")).toHaveText("bold");
  await expect(place).toBeFocused();
  await allSaved(page);

  // What is read is what was written.
  await page.goto(text.strategy);
  const shape = await field(page, text).locator("*:is(h3, h4, ul, ol, li, blockquote, strong, a)").evaluateAll((all) => all.map((node) => node.localName));
  expect(shape).toEqual(["h4", "ul", "li", "ul", "li", "li", "ol", "li", "blockquote", "strong", "a"]);
});

test("the tools are one stop of the tab key, and a table is made and left by keys", async ({ person }) => {
  const page = await person("international");
  const text = await newText(page, "Tools");
  const place = await write(page, text);
  const tools = page.getByRole("toolbar", { name: "Text tools" });
  await page.keyboard.press("Alt+F10");
  await expect(tools.getByRole("button", { name: "Bold" })).toBeFocused();
  expect(await tools.locator("button[tabindex='0']").count()).toBe(1);
  await page.keyboard.press("ArrowRight");
  await expect(tools.getByRole("button", { name: "Italic" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(tools.getByRole("button", { name: "Italic" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Escape");
  await expect(place).toBeFocused();
  await page.keyboard.type("slanted");
  await expect(place.locator("em")).toHaveText("slanted");
  await page.keyboard.press("Enter");

  await page.keyboard.press("Alt+F10");
  for (let n = 0; n < 20 && !(await tools.getByRole("button", { name: "Insert table" }).evaluate((node) => node === document.activeElement)); n++) {
    await page.keyboard.press("ArrowRight");
  }
  await page.keyboard.press("Enter");
  await expect(place.locator("tr")).toHaveCount(3);
  await page.keyboard.press("Escape");
  await page.keyboard.type("Year");
  for (let n = 1; n <= 9; n++) {
    await page.keyboard.press("Tab");
    await page.keyboard.type(`c${n}`);
  }
  await expect(place.locator("tr"), "Tab in the last cell adds a row").toHaveCount(4);
  await expect(place.locator("th, td")).toHaveText(["Year", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "", ""]);
  await expect(tools.getByRole("group", { name: "Table tools" })).toBeVisible();
  await tools.getByRole("button", { name: "Delete row" }).click();
  await expect(place.locator("tr")).toHaveCount(3);
  await page.keyboard.press("Control+Enter");
  await page.keyboard.type("behind");
  await expect(place.locator(":scope > p").last()).toHaveText("behind");
  await page.keyboard.press("Escape");
  await expect(place).not.toBeFocused();
  await allSaved(page);
});

test("the editor weighs at most 85 KB, and only on the page to write on", async ({ person }) => {
  const io = await person("international");
  const text = await newText(io, "Weight");
  const loaded: string[] = [];
  io.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await read(io, text);
  expect(loaded.filter((path) => path.includes("draft-editor"))).toEqual([]);
  await write(io, text);
  expect(loaded.filter((path) => path.includes("draft-editor"))).toHaveLength(1);

  const bytes = gzipSync(await readFile(new URL("../dist/draft-editor.js", import.meta.url)), { level: 9 }).length;
  test.info().annotations.push({ type: "bytes", description: String(bytes) });
  expect(bytes).toBeLessThanOrEqual(87_040);
});
