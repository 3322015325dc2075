// What is written without a connection is kept on the device, told truthfully, and sent once.
import { enter, expect, Server, test } from "./harness";
import { allSaved, colleague, field, kept, newText, notice, openToWrite, saved, shows, stored, write } from "./text";

const held = "Not saved yet: no connection. What you type is kept on this device.";

test("what is typed offline is merged with what others wrote when the connection is back", async ({ person, server }) => {
  const page = await person("international");
  const other = await person(await colleague(server, "Zara Hussain"));
  const text = await newText(page, "Offline");
  await write(page, text);
  await page.keyboard.type("Before.");
  await allSaved(page);
  expect(await kept(page)).toBe(0);
  await write(other, text);
  await expect(field(other, text)).toContainText("Before.");

  await page.context().setOffline(true);
  await page.keyboard.type(" Offline I wrote this.");
  await expect(saved(page)).toHaveText(held);
  await expect.poll(() => kept(page)).toBe(1);
  await other.keyboard.press("Control+Home");
  await other.keyboard.type("Meanwhile. ");
  await allSaved(other);
  expect(await stored(other, text)).toBe("Meanwhile. Before.");

  await page.context().setOffline(false);
  await allSaved(page);
  for (const one of [page, other]) await shows(one, text, "Meanwhile. Before. Offline I wrote this.");
  expect(await stored(other, text)).toBe("Meanwhile. Before. Offline I wrote this.");
  await expect.poll(() => kept(page), "what the server has is not kept any longer").toBe(0);
});

test("a tab closed while the server is down: the text comes back with its person, once, and with nobody else", async ({ person }) => {
  const server = await Server.start();
  try {
    const page = await person("international", { server });
    const context = page.context();
    const text = await newText(page, "Closed too early");
    await write(page, text);
    await page.keyboard.type("Known to the server.");
    await allSaved(page);
    const other = await colleague(server, "Danish Rao");
    await server.kill();
    await page.keyboard.type(" Known to this device.");
    await expect(saved(page)).toHaveText(held);
    await expect.poll(() => kept(page)).toBe(1);
    await page.close();
    await server.restart();

    // Somebody else on the same device neither sees it nor sends it.
    await context.clearCookies();
    await enter(context, other);
    const theirs = await context.newPage();
    await write(theirs, text);
    await theirs.keyboard.type(" By another.");
    await allSaved(theirs);
    await shows(theirs, text, "Known to the server. By another.");
    await expect(notice(theirs)).toHaveCount(0);
    expect(await kept(theirs), "it is still there").toBe(1);
    await theirs.close();

    // The person comes back, with two tabs at once.
    await context.clearCookies();
    await enter(context, "international");
    const tabs = [await context.newPage(), await context.newPage()];
    await Promise.all(tabs.map((tab) => openToWrite(tab, text)));
    for (const tab of tabs) await expect(field(tab, text)).toContainText("Known to this device.");
    const words = await stored(tabs[0]!, text);
    expect(words.split("Known to this device.").length, words).toBe(2);
    expect(words).toContain("By another.");
    for (const tab of tabs) await shows(tab, text, words);
    await expect.poll(() => kept(tabs[0]!)).toBe(0);
  } finally {
    await server.stop();
  }
});

test("an answer that was lost on its way doubles nothing", async ({ person }) => {
  const page = await person("international");
  const text = await newText(page, "Lost answers");
  await write(page, text);
  let lost = 0;
  // The server does what it is asked; the page never hears of it, by this way or by its stream.
  await page.route("**/events?*", (route) => route.abort("connectionreset"));
  await page.reload();
  await field(page, text).click();
  await page.route(`**${text.url}/steps`, (route) => route.fetch().then(() => (lost++, route.abort("connectionreset"))), { times: 2 });
  await page.keyboard.type("Stored, and not known to be", { delay: 30 });
  await expect.poll(() => lost, { timeout: 20_000 }).toBe(2);
  await page.unroute("**/events?*");
  await allSaved(page);
  expect(await stored(page, text)).toBe("Stored, and not known to be");
  await shows(page, text, "Stored, and not known to be");
  await page.keyboard.type(".");
  await expect.poll(() => stored(page, text), "the page that was brought up to date meanwhile is still the one to write on").toBe("Stored, and not known to be.");
});

test("a page closed before a lost answer finds its text again and sends nothing twice", async ({ person }) => {
  const page = await person("international");
  const text = await newText(page, "Lost and closed");
  await write(page, text);
  await page.context().route(`**${text.url}/steps`, (route) => route.fetch().then(() => route.abort("connectionreset")), { times: 1 });
  await page.route("**/events?*", (route) => route.abort("connectionreset"));
  const sent = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/steps"));
  await page.keyboard.type("Once only");
  await sent;
  await page.close();
  const again = await person("international");
  const back = await page.context().newPage();
  await openToWrite(back, text);
  await allSaved(back);
  await expect.poll(() => kept(back)).toBe(0);
  for (const one of [again, back]) await expect.poll(() => stored(one, text)).toBe("Once only");
});

test("the line says what is true: saving until the server has answered", async ({ person }) => {
  const page = await person("international");
  const text = await newText(page, "Slowly");
  await write(page, text);
  await expect(saved(page)).toHaveText("All changes saved");
  let answer = () => {};
  const may = new Promise<void>((resolve) => (answer = resolve));
  await page.route(`**${text.url}/steps`, (route) => may.then(() => route.continue()), { times: 1 });
  const asked = page.waitForRequest((request) => request.url().endsWith("/steps") && request.method() === "POST");
  await page.keyboard.type("Slow");
  await asked;
  await expect(saved(page)).toHaveText("Saving…");
  expect(await stored(page, text)).toBe("");
  await page.keyboard.press("Control+s");
  await expect(page.locator(".visually-hidden[role=status]").filter({ hasText: "Saving…" })).toHaveCount(1);
  answer();
  await allSaved(page);
  expect(await stored(page, text)).toBe("Slow");

  await page.route(`**${text.url}/steps`, (route) => route.fulfill({ status: 503, headers: { "Retry-After": "1" }, body: "" }), { times: 1 });
  await page.keyboard.type("er");
  await expect(saved(page)).toHaveText("Not saved yet: the server is busy. What you type is kept on this device.");
  await allSaved(page);
  expect(await stored(page, text)).toBe("Slower");
});

test("what came by the stream after its answer was lost leaves no wait behind, and the line stays true", async ({ person }) => {
  const page = await person("international");
  const text = await newText(page, "By the stream");
  await write(page, text);
  await page.route(`**${text.url}/steps`, (route) => route.fetch().then(() => route.abort("connectionreset")), { times: 1 });
  const lost = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/steps"));
  await page.keyboard.type("One");
  await lost;
  await allSaved(page);
  let answer = () => {};
  const may = new Promise<void>((resolve) => (answer = resolve));
  await page.route(`**${text.url}/steps`, (route) => may.then(() => route.continue()), { times: 1 });
  const asked = page.waitForRequest((request) => request.url().endsWith("/steps") && request.method() === "POST");
  await page.keyboard.type(" two");
  await asked;
  await expect(saved(page)).toHaveText("Saving…");
  answer();
  await allSaved(page);
  expect(await stored(page, text)).toBe("One two");
});
