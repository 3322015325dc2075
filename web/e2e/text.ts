// What a test of the live text needs: a strategy with sections, pages to write in it, and what the server has.
import { randomBytes } from "node:crypto";
import { expect, linkIn, password, post, uuid, type APIRequestContext, type BrowserContext, type Locator, type Page, type Server } from "./harness";
import { run } from "./server";

/** Text is one section; its addresses are paths, the same on every server. */
export type Text = { strategy: string; id: string; url: string };

/** newText opens a strategy with one section; of must be the international office's. */
export async function newText(of: Page | BrowserContext, title: string): Promise<Text> {
  const id = uuid();
  await post(of, "/demo/strategies", { id, title, period: "2027–2031" });
  return addSection(of, `/demo/strategies/${id}`, "Why we go abroad");
}

/** addSection adds one at the end. */
export async function addSection(of: Page | BrowserContext, strategy: string, title: string): Promise<Text> {
  const id = uuid();
  await post(of, `${strategy}/sections`, { id, title, kind: "text" });
  return { strategy, id, url: `${strategy}/sections/${id}` };
}

/** colleague makes one more person of the international office and returns the address. */
export async function colleague(server: Server, name: string): Promise<string> {
  const email = `${name.toLowerCase().replace(/\W+/g, ".")}.${randomBytes(4).toString("hex")}@demo.example`;
  const said = await run("invite", "--institution", "demo", "--email", email, "--role", "international_office");
  const answer = await fetch(server.url + linkIn(said), { method: "POST", body: new URLSearchParams({ name, password }), redirect: "manual" });
  expect(answer.status).toBe(303);
  return email;
}

export const field = (page: Page, { id }: Text): Locator => page.locator(`#text-${id}`);
export const saved = (page: Page): Locator => page.locator("#saved");
export const notice = (page: Page): Locator => page.locator(".text-notice");

/** write opens the page to write on and puts the caret at the end of the section's text. */
export async function write(page: Page, text: Text): Promise<Locator> {
  await openToWrite(page, text);
  await field(page, text).click();
  await page.keyboard.press("Control+End");
  return field(page, text);
}

/** openToWrite waits until the section's editor is there and the page is live. */
export async function openToWrite(page: Page, text: Text): Promise<void> {
  const live = page.waitForResponse((answer) => /\/events\?|\/steps\?since=/.test(answer.url()) && answer.ok());
  await page.goto(`${text.strategy}/edit`);
  await live;
  await expect(field(page, text)).toHaveAttribute("contenteditable", "true");
}

/** read opens the page on which the strategy is only read, and waits until it is live. */
export async function read(page: Page, text: Text): Promise<void> {
  const live = page.waitForResponse((answer) => /\/events\?|\?since=/.test(answer.url()) && answer.ok());
  await page.goto(text.strategy);
  await live;
}

/** shown is the section's words as a page shows them; blocks are parted by line ends. */
export const shown = (page: Page, text: Text): Promise<string> =>
  field(page, text).evaluate((node) => [...node.querySelectorAll("p, h3, h4, h5")].map((block) => block.textContent!.replaceAll("\u00a0", " ")).join("\n").trim());

/** shows waits until the page shows these words. */
export const shows = (page: Page, text: Text, words: string, timeout = 10_000) => expect.poll(() => shown(page, text), { timeout }).toBe(words);

export const allSaved = (page: Page) => expect(saved(page)).toHaveText("All changes saved", { timeout: 20_000 });

type Node = { type: string; text?: string; content?: Node[]; marks?: { type: string; attrs?: Record<string, unknown> }[]; attrs?: Record<string, unknown> };

/** doc is the document as a server has it. */
export async function doc(of: { request: APIRequestContext }, { url }: Text, origin = ""): Promise<{ version: number; doc: Node }> {
  const answer = await of.request.get(`${origin}${url}/doc`);
  expect(answer.status()).toBe(200);
  return (await answer.json()) as { version: number; doc: Node };
}

/** plain is a document's words, its blocks parted by line ends. */
export function plain(node: Node): string {
  if (node.text !== undefined) return node.text;
  if (node.type === "hard_break") return "\n";
  const inline = node.type === "paragraph" || node.type === "heading";
  return (node.content ?? []).map(plain).join(inline ? "" : "\n");
}

/** stored is the section's words as a server has them. */
export const stored = async (of: { request: APIRequestContext }, text: Text, origin = "") => plain((await doc(of, text, origin)).doc);

/** kept counts what this device keeps and no server has. */
export const kept = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("meridian-texts");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const done = (n: number) => (db.close(), resolve(n));
          if (!db.objectStoreNames.contains("texts")) return done(0);
          const counting = db.transaction("texts").objectStore("texts").count();
          counting.onsuccess = () => done(counting.result);
          counting.onerror = () => reject(counting.error);
        };
      }),
  );
