// What was typed and not sent outlives the tab and the browser, for the same person and the same board only.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addItem, edit, editorOf, enter, expect, itemOf, listOf, newAnalysis, open, post, test as base, type BrowserContext, type Page } from "./harness";

/** Device opens the same browser again, with what it keeps on its disk. */
type Device = () => Promise<BrowserContext>;

const test = base.extend<{ device: Device }>({
  device: async ({ playwright, launchOptions, server }, use) => {
    const folder = await mkdtemp(join(tmpdir(), "meridian-device-"));
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await playwright.chromium.launchPersistentContext(folder, { ...launchOptions, baseURL: server.url });
      opened.push(context);
      return context;
    });
    for (const context of opened) await context.close();
    await rm(folder, { recursive: true, force: true });
  },
});

const weakness = (page: Page) => page.locator("#add-weakness-text");
const drafts = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("meridian:draft:")).length);

/** write leaves an unsent text and an open editor. */
async function write(page: Page, board: string, id: string): Promise<void> {
  await open(page, board);
  await weakness(page).fill("Half a thought");
  await page.locator("#add-weakness summary").click();
  await page.getByLabel("Evidence for this weakness").fill("and half a proof");
  await (await edit(page, id)).fill("Half a change");
}

async function expectRestored(page: Page, id: string): Promise<void> {
  await expect(weakness(page)).toHaveValue("Half a thought");
  await expect(page.getByLabel("Evidence for this weakness")).toBeVisible();
  await expect(page.getByLabel("Evidence for this weakness")).toHaveValue("and half a proof");
  await expect(editorOf(page, id)).toHaveValue("Half a change");
  await expect(itemOf(page, id).locator(".conflict")).toContainText("Your unsent text was restored.");
}

test("unsent texts survive the tab, and go when they are sent", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const board = await newAnalysis(io, "Drafts");
  const id = await addItem(registrar, board, "strength", "As it was");
  await write(registrar, board, id);
  expect(await drafts(registrar)).toBe(2);
  await registrar.close();

  const again = await registrar.context().newPage();
  await open(again, board);
  await expectRestored(again, id);
  await weakness(again).press("Enter");
  await expect(listOf(again, "weakness").locator(".item-text")).toHaveText(["Half a thought"]);
  expect(await drafts(again)).toBe(1);
  await editorOf(again, id).press("Control+Enter");
  await expect(listOf(again, "strength").locator(".item-text")).toHaveText(["Half a change"]);
  expect(await drafts(again)).toBe(0);
  await open(again, board);
  await expect(weakness(again)).toHaveValue("");
  await expect(editorOf(again, id)).toHaveCount(0);
});

test("unsent texts survive the browser, and meet what happened meanwhile", async ({ person, device }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const board = await newAnalysis(io, "Drafts and the browser");
  const id = await addItem(registrar, board, "strength", "As it was");
  const gone = await addItem(registrar, board, "strength", "Goes meanwhile");
  const first = await device();
  await enter(first, "registrar");
  const page = await first.newPage();
  await write(page, board, id);
  await (await edit(page, gone)).fill("Half of another");
  await first.close();
  await post(registrar, `${board}/items/${id}`, { text: "Changed meanwhile", evidence: "", version: "1" });
  await post(registrar, `${board}/items/${gone}/withdraw`, {});

  const second = await device();
  await enter(second, "registrar");
  const again = await second.newPage();
  await open(again, board);
  await expectRestored(again, id);
  await expect(itemOf(again, id).locator(".conflict")).toContainText("Changed meanwhile");
  await expect(editorOf(again, gone)).toHaveValue("Half of another");
  await expect(editorOf(again, gone)).toBeVisible();
  await expect(itemOf(again, gone).locator(".conflict")).toContainText("This was withdrawn meanwhile.");
});

test("a draft belongs to a person and an analysis, and goes at sign-out", async ({ person }) => {
  const io = await person("international");
  const page = await person("registrar");
  const board = await newAnalysis(io, "Drafts of one");
  const other = await newAnalysis(io, "Another board");
  const id = await addItem(page, board, "strength", "As it was");
  await write(page, board, id);

  await open(page, other);
  await expect(weakness(page)).toHaveValue("");

  await page.context().clearCookies(); // the session ended; nobody signed out
  await enter(page.context(), "library");
  await open(page, board);
  await expect(weakness(page), "another person on the same device").toHaveValue("");
  await expect(page.locator("form.edit")).toHaveCount(0);
  await weakness(page).fill("The library's thought");

  await page.context().clearCookies();
  await enter(page.context(), "registrar");
  await open(page, board);
  await expectRestored(page, id);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  expect(await drafts(page), "the library's is still there").toBe(1);
  await enter(page.context(), "registrar");
  await open(page, board);
  await expect(weakness(page)).toHaveValue("");
  await expect(page.locator("form.edit")).toHaveCount(0);
});

test("Cancel asks before it throws a changed text away", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Cancel");
  const id = await addItem(io, board, "strength", "As it was");
  await open(io, board);
  const field = await edit(io, id);
  await field.fill("Changed");
  io.once("dialog", (dialog) => (expect(dialog.message()).toContain("Discard"), void dialog.dismiss()));
  await itemOf(io, id).getByRole("button", { name: "Cancel" }).click();
  await expect(field).toHaveValue("Changed");
  io.once("dialog", (dialog) => void dialog.accept());
  await itemOf(io, id).getByRole("button", { name: "Cancel" }).click();
  await expect(field).toHaveCount(0);
  expect(await drafts(io)).toBe(0);
  await expect(itemOf(io, id).locator(".item-text")).toHaveText("As it was");
  await (await edit(io, id)).press("Escape"); // unchanged: nothing to ask
  await expect(field).toHaveCount(0);
});
