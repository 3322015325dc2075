// What happens to a page when its stream is refused, cut, hidden away or signed out: it comes back by itself, up to
// date, and what its person was writing is still there.
import { addItem, edit, editorOf, expect, itemOf, listOf, newAnalysis, open, post, Server, signIn, test, type Page } from "./harness";

test("a refused first stream connects later", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Refused at first");
  const page = await person("registrar");
  let asked = 0;
  await page.route("**/events?*", (route) => {
    asked++;
    if (asked === 1) return route.abort("connectionrefused");
    if (asked === 2) return route.fulfill({ status: 503, headers: { "Retry-After": "1" }, body: "" });
    return route.continue();
  });
  const connected = page.waitForResponse((answer) => answer.url().includes("/events?") && answer.ok(), { timeout: 15_000 });
  await page.goto(board);
  await connected;
  expect(asked).toBe(3);
  await addItem(io, board, "strength", "Said after the third attempt");
  await expect(listOf(page, "strength")).toHaveText([/Said after the third attempt/], { timeout: 3_000 });
});

for (const how of ["kill", "stop"] as const) {
  test(`a restart of the server (${how}) leaves an open editor as it is and brings what was missed`, async ({ person }) => {
    const server = await Server.start();
    try {
      const io = await person("international", { server });
      const board = await newAnalysis(io, `Restart after ${how}`);
      const page = await person("registrar", { server });
      const id = await addItem(page, board, "strength", "The library is open");
      const other = await addItem(io, board, "strength", "Old words");
      await open(page, board);

      const field = await edit(page, id);
      await page.keyboard.type(" at night");
      for (const _ of "night") await page.keyboard.press("ArrowLeft");
      const node = (await field.elementHandle())!;

      await server[how]();
      await expect(page.locator("#connection")).toContainText("Connection lost");
      await page.keyboard.type("almost ");
      await server.restart();
      await post(io, `${board}/items/${other}`, { text: "New words", evidence: "", version: "1" });
      await post(io, `${board}/items/${id}/move`, { quadrant: "threat", before: "" });
      await expect(itemOf(page, other).locator(".item-text")).toHaveText("New words", { timeout: 20_000 });
      await expect(itemOf(page, id).locator(".conflict")).toContainText("moved to Threats");
      await expect(page.locator("#connection")).toHaveText("");

      const typed = "The library is open at almost ";
      await expect(field).toHaveValue(`${typed}night`);
      const now = (text: Node) => [text.isConnected, text === document.activeElement, (text as HTMLTextAreaElement).selectionStart];
      expect(await node.evaluate(now), "the same field, focused, the caret where it was").toEqual([true, true, typed.length]);
      await page.keyboard.press("Control+z");
      await expect(field, "undo still knows the way back").not.toHaveValue(/almost/);
      await field.fill("The library is open at night");
      await page.keyboard.press("Control+Enter");
      await expect(listOf(page, "threat").locator(".item-text")).toHaveText(["The library is open at night"]);
      await addItem(io, board, "weakness", "The stream is open again");
      await expect(listOf(page, "weakness")).toHaveCount(1, { timeout: 3_000 });
    } finally {
      await server.stop();
    }
  });
}

test("a hidden page lets go of its stream and comes back up to date", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Hidden");
  const page = await person("registrar");
  await open(io, board);
  await open(page, board);
  await expect(io.locator("#presence > li")).toHaveCount(2);

  let asked = 0;
  page.on("request", (request) => (asked += /\/events\?|\?since=/.test(request.url()) ? 1 : 0));
  await hide(page, true);
  await expect.poll(() => slots(page), "no slot is kept").toBe(0);
  await expect(io.locator("#presence > li[data-away=true]"), "away is not gone").toHaveCount(1);

  await io.getByLabel("Add a threat", { exact: true }).fill("Said behind the back");
  await io.keyboard.press("Enter");
  await expect(listOf(io, "threat")).toHaveCount(1);
  expect(asked, "requests of the hidden page").toBe(0);
  await expect(listOf(page, "threat")).toHaveCount(0);

  await hide(page, false);
  await expect(listOf(page, "threat")).toHaveText([/Said behind the back/], { timeout: 2_000 });
  await expect(io.locator("#presence > li[data-away=false]")).toHaveCount(2);
  expect(await slots(page)).toBe(1);
});

test("eight boards in one browser all load, and all of them see a change", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Eight pages");
  const first = await person("registrar");
  const pages = [first];
  while (pages.length < 8) pages.push(await first.context().newPage());

  const polls = new Set<Page>();
  for (const page of pages) {
    page.on("request", (request) => /\/swot\/[^/]+\?since=/.test(request.url()) && polls.add(page));
    const begun = Date.now();
    await page.goto(board, { waitUntil: "load", timeout: 5_000 });
    await expect(page.locator("#board")).toBeVisible();
    expect(Date.now() - begun, `page ${pages.indexOf(page) + 1} loads`).toBeLessThan(2_000);
  }
  await expect.poll(() => slots(first), "streams").toBe(4);
  await expect.poll(() => polls.size, "pages that poll").toBe(4);

  await addItem(io, board, "opportunity", "Seen by eight");
  await Promise.all(pages.map((page) => expect(listOf(page, "opportunity")).toHaveText([/Seen by eight/], { timeout: 3_000 })));

  // Where a stream ends, one of those that polled takes its place.
  for (const page of pages) if (!polls.has(page)) await page.close();
  await expect.poll(() => slots(pages.find((page) => !page.isClosed())!)).toBe(4);
});

test("signing out in another tab ends the stream; the page keeps what was typed and sends it after signing in", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Signed out");
  const page = await person("registrar");
  const id = await addItem(page, board, "strength", "Begun in the morning");
  await open(page, board);
  await edit(page, id);
  await page.keyboard.type(", continued in the evening");
  await page.getByLabel("Add a threat", { exact: true }).fill("Sessions end");

  const tab = await page.context().newPage();
  await tab.goto(board);
  await tab.getByRole("button", { name: "Sign out" }).click();
  await tab.waitForURL(/sign-in/);
  await tab.close();

  const connection = page.locator("#connection");
  await expect(connection).toContainText("Your session has ended");
  await addItem(io, board, "weakness", "Not for those who are signed out");
  await page.getByLabel("Add a threat", { exact: true }).press("Enter");
  await expect(page.locator("#add-threat").getByRole("alert")).toContainText("Your session has ended");
  await expect(editorOf(page, id)).toHaveValue("Begun in the morning, continued in the evening");
  await expect(page.getByLabel("Add a threat", { exact: true })).toHaveValue("Sessions end");
  await expect(listOf(page, "weakness"), "nothing is read without a session").toHaveCount(0);

  const [beside] = await Promise.all([page.context().waitForEvent("page"), connection.getByRole("link", { name: /^Sign in/ }).click()]);
  await signIn(beside, "registrar");
  await expect(beside.locator("#board")).toBeVisible();
  await beside.close();

  await connection.getByRole("button", { name: "Try again" }).click();
  await expect(listOf(page, "weakness")).toHaveCount(1);
  await expect(connection).toHaveText("");
  await page.locator("#add-threat").getByRole("button", { name: "Try again" }).click();
  await expect(listOf(page, "threat")).toHaveText([/Sessions end/]);
  await editorOf(page, id).press("Control+Enter");
  await expect(itemOf(page, id).locator(".item-text")).toHaveText("Begun in the morning, continued in the evening");
});

test("what is added offline is kept, said, and sent once", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Offline");
  const page = await person("registrar");
  await open(io, board);
  await open(page, board);

  await page.context().setOffline(true);
  const field = page.getByLabel("Add an opportunity", { exact: true });
  await field.fill("Trains to the neighbours");
  await field.press("Enter");
  await expect(page.locator("#add-opportunity").getByRole("alert")).toContainText("Not sent");
  await expect(page.locator("#connection")).toContainText("offline");
  await expect(field).toHaveValue("Trains to the neighbours");
  await field.press("Enter"); // impatience
  await addItem(io, board, "opportunity", "Meanwhile another");

  await page.context().setOffline(false);
  for (const one of [page, io]) {
    await expect(listOf(one, "opportunity").locator(".item-text")).toHaveText(["Meanwhile another", "Trains to the neighbours"]);
  }
  await expect(field).toHaveValue("");
  await expect(page.locator("#add-opportunity").getByRole("alert")).toBeHidden();
  await expect(page.locator("#connection")).toHaveText("");
});

test("an answer that was lost on its way doubles nothing", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Lost answers");
  const page = await person("registrar");
  const id = await addItem(page, board, "strength", "Short");
  await open(io, board);
  await open(page, board);
  // The server does what it is asked; the page never hears of it.
  const lose = async (path: string) =>
    page.route(`**${board}${path}`, (route) => route.fetch().then(() => route.abort("connectionreset")), { times: 1 });

  await lose("/items");
  const field = page.getByLabel("Add a threat", { exact: true });
  await field.fill("Stored, and not known to be");
  await field.press("Enter");
  const error = page.locator("#add-threat").getByRole("alert");
  await expect(error).toContainText("Not sent");
  await expect(listOf(io, "threat")).toHaveCount(1);
  await error.getByRole("button", { name: "Try again" }).click();
  await expect(field).toHaveValue("");

  await lose(`/items/${id}`);
  await (await edit(page, id)).fill("Short and good");
  await page.keyboard.press("Control+Enter");
  await expect(itemOf(io, id).locator(".item-text")).toHaveText("Short and good");
  await expect(itemOf(page, id).getByRole("alert")).toContainText("Not sent");
  await editorOf(page, id).press("Control+Enter");
  await expect(editorOf(page, id)).toBeHidden();

  for (const one of [io, page]) {
    await expect(listOf(one, "threat").locator(".item-text")).toHaveText(["Stored, and not known to be"]);
    await expect(listOf(one, "strength").locator(".item-text")).toHaveText(["Short and good"]);
  }
});

/** hide tells the page what a browser tells it when another tab is chosen; a browser without a window hides nothing. */
async function hide(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (hidden ? "hidden" : "visible") });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

/** slots counts the streams that the pages of a browser hold. */
const slots = (page: Page) =>
  page.evaluate(async () => (await navigator.locks.query()).held!.filter(({ name }) => name!.startsWith("meridian-stream-")).length);
