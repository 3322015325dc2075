// Who is far behind catches up part by part, and who is told to come later comes later: nothing is lost, nothing twice.
import { expect, test } from "./harness";
import { allSaved, colleague, field, kept, newText, shows, stored, write } from "./text";

test("a text that moved on far is caught up with part by part, by what refused changes hand over alone", async ({ person, server }) => {
  const page = await person("international");
  const other = await person(await colleague(server, "Zara Hussain"));
  const text = await newText(page, "Far behind");
  await page.route("**/events?**", (route) => route.abort()); // no stream: it would bring everything
  await write(page, text);
  await page.keyboard.type("Before.");
  await expect.poll(() => stored(page, text)).toBe("Before.");
  await page.context().setOffline(true);
  await page.keyboard.type(" Mine.");
  await expect.poll(() => kept(page)).toBe(1);

  let version = Number(((await (await other.request.get(`${text.url}/doc`)).json()) as { version: number }).version);
  const words = ["a", "b", "c", "d"].map((letter) => letter.repeat(40_000));
  for (const word of words) {
    const steps = [{ stepType: "replace", from: 1, to: 1, slice: { content: [{ type: "text", text: word }] } }];
    const answer = await other.request.post(`${text.url}/steps`, { data: { version, client: "other", steps } });
    expect(answer.status()).toBe(200);
    version++;
  }

  const parts: number[] = [];
  page.on("response", async (answer) => {
    if (answer.status() === 409) parts.push(((await answer.json()) as { steps: unknown[] }).steps.length);
  });
  await page.route("**/steps?since=**", (route) => route.abort());
  await page.context().setOffline(false);
  const whole = `${words.reverse().join("")}Before. Mine.`;
  await expect.poll(() => stored(other, text), { timeout: 20_000 }).toBe(whole);
  await shows(page, text, whole);
  expect(parts, "each answer brought one step of 40 KB").toEqual([1, 1, 1, 1]);
  await expect.poll(() => kept(page)).toBe(0);
});

test("who is told to come later comes later, with all that was typed", async ({ person }) => {
  const page = await person("international");
  const text = await newText(page, "Later");
  const later = { status: 429, headers: { "Retry-After": "1" }, contentType: "application/problem+json", body: JSON.stringify({ title: "Later", status: 429 }) };
  let asked = 0;
  await page.route(`**${text.url}/doc`, (route) => (++asked, route.fulfill(later)), { times: 1 });
  await page.goto(`${text.strategy}/edit`);
  await expect(field(page, text)).toHaveAttribute("contenteditable", "true", { timeout: 15_000 });
  expect(asked).toBe(1);

  let refused = 0;
  await page.route(`**${text.url}/steps`, (route) => (++refused, route.fulfill(later)), { times: 3 });
  await field(page, text).click();
  await page.keyboard.type("One ");
  await expect.poll(() => refused).toBe(1);
  await page.keyboard.type("two ");
  await expect.poll(() => refused, { timeout: 20_000 }).toBe(3);
  await page.keyboard.type("three.");
  await allSaved(page);
  expect(await stored(page, text)).toBe("One two three.");
});
