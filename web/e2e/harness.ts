// What every browser test starts from: a server, people in browsers of their own, a board of the test's own.
// A test fails by itself when a page throws, or when the Content-Security-Policy had to stop something.
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect, type APIRequestContext, type BrowserContext, type BrowserContextOptions, type Locator, type Page } from "@playwright/test";
import { run, Server } from "./server";

export { expect, Server };
export type { APIRequestContext, BrowserContext, Locator, Page };

export const password = "meridian-demo";

export type Quadrant = "strength" | "weakness" | "opportunity" | "threat";
export const quadrants: Quadrant[] = ["strength", "weakness", "opportunity", "threat"];
export const headings = { strength: "Strengths", weakness: "Weaknesses", opportunity: "Opportunities", threat: "Threats" };

/** Enter opens a page of a person in a browser of their own, signed in; who is "registrar" or a whole address. */
export type Enter = (who: string, options?: BrowserContextOptions & { server?: Server }) => Promise<Page>;

/** Visit opens a page of somebody in a browser of their own who is signed in nowhere. */
export type Visit = (options?: BrowserContextOptions) => Promise<Page>;

export const test = base.extend<{ person: Enter; visitor: Visit; faults: string[] }, { server: Server }>({
  server: [
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  // Everything that went wrong in any page of the test. A test that means to provoke something takes it out again.
  faults: [
    async ({ context }, use) => {
      const faults: string[] = [];
      watch(context, faults);
      await use(faults);
      expect(faults, "errors in the pages").toEqual([]);
    },
    { auto: true },
  ],

  person: async ({ browser, server, faults }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (who, { server: other, ...options } = {}) => {
      const context = await browser.newContext({ baseURL: (other ?? server).url, viewport: { width: 1280, height: 900 }, ...options });
      contexts.push(context);
      watch(context, faults);
      await enter(context, who);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },

  visitor: async ({ browser, server, faults }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 900 }, ...options });
      contexts.push(context);
      watch(context, faults);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

function watch(context: BrowserContext, faults: string[]): void {
  context.on("weberror", (error) => faults.push(String(error.error().stack ?? error.error())));
  context.on("console", (message) => {
    if (/content security policy|trusted ?types?|TrustedHTML/i.test(message.text())) faults.push(message.text());
  });
}

export const address = (who: string) => (who.includes("@") ? who : `${who}@demo.example`);

/** enter signs a context in without a page. */
export async function enter(context: BrowserContext, who: string): Promise<void> {
  const form = { email: address(who), password };
  const answer = await context.request.post("/sign-in", { form, maxRedirects: 0 });
  expect(answer.status(), `signing in as ${form.email}`).toBe(303);
}

/** signIn fills in the sign-in page as a person does; the page may be on any address that led there. */
export async function signIn(page: Page, who: string): Promise<void> {
  if (!new URL(page.url(), "http://x").pathname.startsWith("/sign-in")) await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(address(who));
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** invite makes a new person in an office of the demo and returns the address; the password is everybody's. */
export async function invite(server: Server, name: string, office: string, role = "member_office"): Promise<string> {
  const email = `${name.toLowerCase().replace(/\W+/g, ".")}.${randomBytes(4).toString("hex")}@demo.example`;
  const said = await run("invite", "--institution", "demo", "--email", email, "--role", role, "--office", office);
  const path = /\/invitations\/\S+/.exec(said)![0];
  const answer = await fetch(server.url + path, {
    method: "POST",
    body: new URLSearchParams({ name, password }),
    redirect: "manual",
  });
  expect(answer.status, `accepting ${path}`).toBe(303);
  return email;
}

/** linkIn finds the path of the invitation in what a command printed. */
export const linkIn = (said: string) => /\/invitations\/\S+/.exec(said)![0];

/** University is an institution of a test's own: nobody else changes it, and nothing of the demo is in it. */
export type University = { slug: string; name: string; invitation: string };

/** found makes one by the two commands with which an installation begins; invitation is for its international office. */
export async function found(): Promise<University> {
  const slug = `u${randomBytes(5).toString("hex")}`;
  const name = `Northfield ${slug}`;
  await run("institution", "add", "--slug", slug, "--name", name);
  const said = await run("invite", "--institution", slug, "--email", `ines.okafor@${slug}.example`, "--role", "international_office");
  return { slug, name, invitation: linkIn(said) };
}

/** accept takes up an invitation in the browser of the page, by a request, and leaves the browser signed in. */
export const accept = (of: Page | BrowserContext, invitation: string, name: string) => post(of, invitation, { name, password });

/** begin makes a university and signs its international office in. */
export async function begin(visitor: Visit, options?: BrowserContextOptions): Promise<University & { io: Page }> {
  const university = await found();
  const io = await visitor(options);
  await accept(io, university.invitation, "Ines Okafor");
  return { ...university, io };
}

/** bring invites people as the lines say (office, name, e-mail) and returns the way into each by the sheet of links. */
export async function bring(io: Page, slug: string, lines: string[]): Promise<string[]> {
  await post(io, `/${slug}/people/onboard/invite`, { id: uuid(), role: "member_office", office: "", pasted: lines.join("\n") });
  const sheet = await io.request.post(`/${slug}/people/onboard/sheet`);
  const text = await sheet.text();
  return lines.map((line) => {
    const email = line.split("\t")[2]!;
    const slip = text.split('<li class="slip">').find((one) => one.includes(`>${email}<`));
    return linkIn(slip!.replaceAll("<", " <"));
  });
}

/** uuid is a UUIDv7, as the pages make them. */
export function uuid(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  const chance = randomBytes(10).toString("hex");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(0, 3)}-a${chance.slice(3, 6)}-${chance.slice(6, 18)}`;
}

/** post sends a form outside of any page, as the person of the page or context, and expects the redirect after it. */
export async function post(of: Page | BrowserContext, url: string, form: Record<string, string>): Promise<void> {
  const answer = await of.request.post(url, { form, maxRedirects: 0 });
  expect(answer.status(), `POST ${url}: ${answer.status() === 303 ? "" : (await answer.text()).slice(0, 2_000)}`).toBe(303);
}

/** newAnalysis opens one of the whole institution; of must be the international office's. It returns the board's path. */
export const newAnalysis = (of: Page | BrowserContext, title: string) => newAnalysisOf(of, "demo", title);

/** newAnalysisOf is the same in an institution of the test's own. */
export async function newAnalysisOf(of: Page | BrowserContext, slug: string, title: string): Promise<string> {
  const id = uuid();
  await post(of, `/${slug}/swot`, { id, title, scope: "institution" });
  return `/${slug}/swot/${id}`;
}

/** addItem returns the item's id. */
export async function addItem(of: Page | BrowserContext, board: string, quadrant: Quadrant, text: string, evidence = ""): Promise<string> {
  const id = uuid();
  await post(of, `${board}/items`, { id, quadrant, text, evidence });
  return id;
}

/** addItems fills a board by an import: many items of one office, spread over the four headings. */
export async function addItems(board: string, office: string, count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, n) => `${office},${quadrants[n % 4]},Item number ${n},`);
  const folder = await mkdtemp(join(tmpdir(), "meridian-e2e-"));
  const file = join(folder, "items.csv");
  await writeFile(file, ["office,quadrant,text,evidence", ...lines].join("\n"));
  await run("import", "swot", file, "--institution", "demo", "--analysis", board.split("/").at(-1)!);
  await rm(folder, { recursive: true });
}

/** open goes to the board and waits until its script runs and the page is live: by a stream, or by its first question. */
export async function open(page: Page, board: string): Promise<void> {
  const live = page.waitForResponse((answer) => /\/events\?|\?since=/.test(answer.url()) && answer.ok());
  await page.goto(board);
  await live;
}

/** cut waits for the end of open boards' streams, which must come within two seconds of what is done. */
export async function cut(pages: Page[], act: () => Promise<unknown>): Promise<void> {
  const ended = pages.map(() => 0);
  for (const [n, page] of pages.entries()) {
    const hear = (request: { url(): string }) => void (/\/events\?/.test(request.url()) && (ended[n] ||= performance.now()));
    page.on("requestfinished", hear).on("requestfailed", hear);
  }
  await act();
  const done = performance.now();
  await expect.poll(() => ended.every(Boolean), { message: "the stream ends", timeout: 3_000 }).toBe(true);
  for (const at of ended) expect(at - done, "milliseconds until the stream ended").toBeLessThan(2_000);
}

export const itemOf = (page: Page, id: string) => page.locator(`#item-${id}`);
export const listOf = (page: Page, quadrant: Quadrant) => page.locator(`#items-${quadrant} > li[data-id]`);

/** edit opens the editor of an item and returns its text field. */
export async function edit(page: Page, id: string): Promise<Locator> {
  await itemOf(page, id).getByRole("button", { name: /^Edit/ }).click();
  return editorOf(page, id);
}

export const editorOf = (page: Page, id: string) => itemOf(page, id).locator("form.edit textarea[name=text]");

/** standing reads the board: per heading one line per item, in order. With JavaScript or without, it reads the same. */
export function standing(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>("#board ol[data-drop]")].map((list) => [
        list.dataset.drop!,
        [...list.querySelectorAll<HTMLElement>(":scope > li[data-id]")].map(
          (li) => `${li.dataset.id} v${li.dataset.version} ${li.querySelector(".item-text")?.textContent}`,
        ),
      ]),
    ),
  );
}
