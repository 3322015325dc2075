// Several people in one text at the same time: what they write comes together, and each takes back only their own.
import { expect, test } from "./harness";
import { allSaved, colleague, field, newText, openToWrite, read, shows, stored, write } from "./text";

test("two type at once in one section, and a third reads along without an editor", async ({ person, server }) => {
  const left = await person("international");
  const right = await person(await colleague(server, "Nadia Rehman"));
  const reader = await person("registrar");
  const text = await newText(left, "Together");
  const loaded: string[] = [];
  reader.on("request", (request) => loaded.push(request.url()));
  await read(reader, text);
  await write(left, text);
  await left.keyboard.type("First. ");
  await allSaved(left);
  await write(right, text);
  await expect(field(right, text)).toContainText("First.");

  await Promise.all([
    left.keyboard.type("Mobility begins at home with every single course.", { delay: 12 }),
    right.keyboard.type("Research partners are chosen by what we can learn.", { delay: 15 }),
  ]);
  for (const page of [left, right]) await allSaved(page);
  const words = await stored(left, text);
  // Where two write at one place their letters may lie between each other: none is lost and none doubled.
  const letters = (all: string) => [...all].sort().join("");
  expect(letters(words)).toBe(letters("First. Mobility begins at home with every single course.Research partners are chosen by what we can learn."));
  for (const page of [left, right, reader]) await shows(page, text, words.trim());
  await expect(left.locator("#outline .outline-words"), "nobody's name is counted").toHaveText(`${words.trim().split(/\s+/).length} words`);
  expect(loaded.filter((url) => /draft-editor/.test(url)), "who reads loads no editor").toEqual([]);
  expect(await reader.locator(".ProseMirror, [contenteditable=true]").count()).toBe(0);
});

test("undo takes back one's own and nothing of others", async ({ person, server }) => {
  const left = await person("international");
  const right = await person(await colleague(server, "Omar Siddiqui"));
  const text = await newText(left, "Undo");
  await write(left, text);
  await left.keyboard.type("Mine.");
  await left.keyboard.press("Enter");
  await left.keyboard.type("Ours.");
  await allSaved(left);
  await write(right, text);
  await expect(field(right, text)).toContainText("Ours.");
  await right.keyboard.type(" And theirs.");
  await expect(field(left, text)).toContainText("And theirs.");

  for (let n = 0; n < 4; n++) await left.keyboard.press("Control+z");
  for (const page of [left, right]) await shows(page, text, "And theirs.");
  await allSaved(left);
  expect((await stored(right, text)).trim()).toBe("And theirs.");
  await right.keyboard.press("Control+z");
  for (const page of [left, right]) await shows(page, text, "");
  await left.keyboard.press("Control+y");
  await expect(field(right, text)).toContainText("Mine.");
});

test("others' carets stand in the text for the eyes only, with a name, and go when their page goes", async ({ person, server }) => {
  const left = await person("international");
  const right = await person(await colleague(server, "Sana Malik"));
  const text = await newText(left, "Carets");
  await write(left, text);
  await left.keyboard.type("Some words to stand in");
  await allSaved(left);
  await write(right, text);
  const caret = field(left, text).locator(".peer-caret");
  await expect(caret).toHaveCount(1);
  await expect(caret).toHaveAttribute("aria-hidden", "true");
  await expect(caret).toHaveAttribute("data-name", "Sana Malik");
  expect(await caret.evaluate((node) => getComputedStyle(node, "::after").content)).toBe('"Sana Malik"');
  expect(await stored(left, text), "it is no part of the text").toBe("Some words to stand in");

  await right.keyboard.press("Shift+Home");
  await expect(field(left, text).locator(".peer-selection")).toHaveText("Some words to stand in");
  // Somebody's caret at the beginning of a line keeps no key from its end.
  await right.keyboard.press("Home");
  await expect.poll(() => caret.evaluate((node) => node.parentElement!.firstChild === node)).toBe(true);
  const start = () => left.evaluate(() => getSelection()!.anchorOffset);
  await left.keyboard.press("Home");
  await expect.poll(start).toBe(0);
  await left.keyboard.press("End");
  await left.keyboard.type(".");
  await shows(right, text, "Some words to stand in.");

  await right.close();
  await expect(caret).toHaveCount(0);
  await expect(field(left, text).locator(".peer-selection")).toHaveCount(0);
});

test("news that come right after a key leave the caret where the key has put it", async ({ person, server }) => {
  const left = await person("international");
  const right = await person(await colleague(server, "Imran Baig"));
  const text = await newText(left, "A key and news");
  await left.addInitScript(() => {
    const streams: EventSource[] = ((window as unknown as { streams: EventSource[] }).streams = []);
    window.EventSource = class extends EventSource {
      constructor(...of: ConstructorParameters<typeof EventSource>) {
        super(...of);
        streams.push(this);
      }
    };
  });
  const heard = new Promise<string>((resolve) => right.on("request", (request) => request.url().endsWith("/presence") && resolve(request.postData()!)));
  await write(left, text);
  await left.keyboard.type("One line");
  await allSaved(left);
  await write(right, text);
  const there = new URLSearchParams(await heard);
  await expect(field(left, text).locator(".peer-caret")).toHaveCount(1);
  await left.keyboard.press("Home");
  await expect.poll(() => left.evaluate(() => getSelection()!.anchorOffset)).toBe(0);
  // The browser moves the caret at once, and says so when the script has ended.
  await left.evaluate(
    ([section, version, tab]) => {
      getSelection()!.selectAllChildren(document.querySelector(`#text-${section} > p`)!);
      getSelection()!.collapseToEnd();
      const data = JSON.stringify([{ person: "p", name: "Imran Baig", tab, section, version: Number(version), anchor: 3, head: 3 }]);
      for (const stream of (window as unknown as { streams: EventSource[] }).streams) stream.dispatchEvent(new MessageEvent("carets", { data }));
    },
    [text.id, there.get("version")!, there.get("tab")!],
  );
  await left.keyboard.type("!");
  await shows(right, text, "One line!");
});

test("without a slot for a stream the pages ask, and still come together", async ({ person, server }) => {
  const left = await person("international");
  const right = await person(await colleague(server, "Hina Qureshi"));
  const text = await newText(left, "Asked for");
  const holder = await right.context().newPage();
  await holder.goto("/demo");
  await holder.evaluate(() =>
    Promise.all([1, 2, 3, 4].map((n) => new Promise<void>((have) => void navigator.locks.request(`meridian-stream-${n}`, () => (have(), new Promise(() => {})))))),
  );
  const streams: string[] = [];
  right.on("request", (request) => /\/events\?/.test(request.url()) && streams.push(request.url()));
  await write(left, text);
  await write(right, text);
  await Promise.all([left.keyboard.type("By stream. ", { delay: 10 }), right.keyboard.type("By question. ", { delay: 10 })]);
  for (const page of [left, right]) await allSaved(page);
  for (const page of [left, right]) {
    await shows(page, text, (await stored(left, text)).trim());
  }
  await left.keyboard.type("Later.");
  await expect(field(right, text)).toContainText("Later.");
  expect(streams).toEqual([]);

  // A slot that comes free is taken.
  const stream = right.waitForResponse((answer) => /\/events\?/.test(answer.url()) && answer.ok());
  await holder.close();
  await stream;
  await openToWrite(left, text);
});
