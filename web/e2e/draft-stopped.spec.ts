// What becomes of a text that the server will not take any more: nobody can write on into nothing, and no word is lost.
import { expect, signIn, test, type Page } from "./harness";
import { addSection, allSaved, colleague, field, kept, newText, notice, saved, shows, stored, write, type Text } from "./text";

const yours = (page: Page) => notice(page).getByRole("textbox", { name: /^Your text of/, includeHidden: true });

/** held is answered once somebody has finished typing: an answer that closes the text cuts off what is typed after it. */
const held = () => {
  let answer = () => {};
  return { typed: new Promise<void>((resolve) => (answer = resolve)), answer: () => answer() };
};

/** refuse makes the page send the server, once it is typed, a step that it must not take, in place of its own next ones. */
const refuse = (page: Page, { url }: Text, step: unknown, typed: Promise<void>) =>
  page.route(
    `**${url}/steps`,
    async (route) => {
      const body = route.request().postDataJSON() as { steps: unknown[] };
      await typed;
      await route.continue({ postData: JSON.stringify({ ...body, steps: [step] }) });
    },
    { times: 1 },
  );

const hostile = { stepType: "replace", from: 0, to: 0, slice: { content: [{ type: "script", content: [{ type: "text", text: "alert(1)" }] }] } };

test("what the server refuses stands beside the section to be copied; other sections go on", async ({ person }) => {
  const page = await person("international", { permissions: ["clipboard-read", "clipboard-write"] });
  const text = await newText(page, "Refused");
  const other = await addSection(page, text.strategy, "Who goes on");
  await write(page, text);
  await page.keyboard.type("Good words.");
  await allSaved(page);
  const { typed, answer } = held();
  await refuse(page, text, hostile, typed);
  const refused = page.waitForResponse((answer) => answer.url().endsWith("/steps") && answer.status() === 422);
  await page.keyboard.type(" More words.");
  answer();
  await refused;

  await expect(notice(page).getByRole("alert")).toContainText("did not accept your last changes to “Why we go abroad”");
  await expect(field(page, text)).toHaveAttribute("contenteditable", "false");
  await expect(saved(page)).toContainText("One section could not be saved");
  await expect(yours(page)).toHaveValue("Good words. More words.");
  expect(await kept(page)).toBe(1);
  expect(await stored(page, text), "nothing of it came in").toBe("Good words.");

  await field(page, other).click();
  await page.keyboard.type("This one is well.");
  await expect.poll(() => stored(page, other)).toBe("This one is well.");

  await notice(page).getByRole("button", { name: "Copy my text" }).click();
  await expect(notice(page).getByRole("status")).toHaveText("Copied.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("Good words. More words.");
  await notice(page).getByRole("button", { name: "Load the section anew" }).click();
  await expect(field(page, text)).toHaveAttribute("contenteditable", "true");
  await shows(page, text, "Good words.");
  await expect(yours(page), "the text is there until it is discarded").toHaveValue("Good words. More words.");
  await notice(page).getByRole("button", { name: "Discard my text" }).click();
  expect(await kept(page)).toBe(1);
  await notice(page).getByRole("button", { name: "Discard it for good" }).click();
  await expect(notice(page)).toHaveCount(0);
  await expect.poll(() => kept(page)).toBe(0);
  await allSaved(page);
  await field(page, text).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Better words.");
  await expect.poll(() => stored(page, text)).toBe("Good words. Better words.");
});

test("a section that is closed while somebody writes in it says so and keeps their text, over a reload too", async ({ person }) => {
  const page = await person("international");
  const text = await newText(page, "Closed");
  await write(page, text);
  await page.keyboard.type("Kept.");
  await allSaved(page);
  const title = "This section was removed.";
  const { typed, answer } = held();
  await page.route(`**${text.url}/steps`, async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await typed;
    return route.fulfill({ status: 423, contentType: "application/problem+json", body: JSON.stringify({ title, status: 423 }) });
  });
  await page.keyboard.type(" And what came too late.");
  answer();
  await expect(notice(page).getByRole("alert")).toHaveText(`“Why we go abroad” can no longer be written in: ${title} Your text is kept on this device.`);
  await expect(field(page, text)).toHaveAttribute("contenteditable", "false");
  await expect(yours(page)).toHaveValue("Kept. And what came too late.");
  await expect(notice(page).getByRole("button", { name: "Load the section anew" })).toHaveCount(0);
  expect(await kept(page)).toBe(1);

  await page.reload();
  await expect(yours(page), "found again").toHaveValue("Kept. And what came too late.");
  // Where the section may be written in again, the next visit sends it.
  await page.unroute(`**${text.url}/steps`);
  await page.reload();
  await shows(page, text, "Kept. And what came too late.");
  await expect(notice(page)).toHaveCount(0);
  expect(await stored(page, text)).toBe("Kept. And what came too late.");
  await expect.poll(() => kept(page)).toBe(0);
});

test("a session that ends while somebody writes: the text is kept, and saved after signing in again", async ({ person, server }) => {
  const email = await colleague(server, "Mehwish Aslam");
  const page = await person(email);
  const io = await person("international");
  const text = await newText(io, "Signed out");
  await write(page, text);
  await page.keyboard.type("Before the end.");
  await allSaved(page);

  const tab = await page.context().newPage();
  await tab.goto("/demo");
  await tab.getByRole("button", { name: "Sign out" }).click();
  await tab.waitForURL(/sign-in/);
  await tab.close();
  await expect(saved(page)).toContainText("Your session has ended.");
  await field(page, text).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" After the end.");
  await expect.poll(() => kept(page)).toBe(1);
  expect(await stored(io, text)).toBe("Before the end.");

  const [beside] = await Promise.all([page.context().waitForEvent("page"), saved(page).getByRole("link", { name: /^Sign in/ }).click()]);
  await signIn(beside, email);
  await beside.close();
  await saved(page).getByRole("button", { name: "Try again" }).click();
  await allSaved(page);
  expect(await stored(io, text)).toBe("Before the end. After the end.");
  await expect.poll(() => kept(page)).toBe(0);
  await write(io, text);
  await io.keyboard.type(" And live.");
  await shows(page, text, "Before the end. After the end. And live.");
});
