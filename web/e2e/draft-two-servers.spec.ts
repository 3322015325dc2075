// Two people write in one section, on two servers over one database, and one server is killed in the middle of a word.
import { expect, Server, test, type Page } from "./harness";
import { allSaved, colleague, field, newText, shows, stored, write, type Text } from "./text";

let one: Server;
let two: Server;
test.beforeAll(async () => void ([one, two] = await Promise.all([Server.start(), Server.start()])));
test.afterAll(() => Promise.all([one.stop(), two.stop()]));

/** tokens are words that tell whose they are, and which: a lost or a doubled letter breaks or repeats one. */
const tokens = (who: string, from: number, to: number) => Array.from({ length: to - from }, (_, n) => `${who}${String(from + n).padStart(2, "0")}`);

/** counted is every token of a text with how often it stands there, and what is left over. */
function counted(words: string): { once: string[]; rest: string } {
  return { once: (words.match(/[ab]\d\d/g) ?? []).sort(), rest: words.replace(/[ab]\d\d|\s/g, "") };
}

const type = (page: Page, words: string[]) => page.keyboard.type(words.map((word) => `${word} `).join(""), { delay: 15 });

for (const how of ["kill", "stop"] as const) {
  test(`a server ends (${how}) while two people type: no letter is lost and none doubled`, async ({ person }) => {
    test.setTimeout(120_000); // a thousand keys, at the pace of two people
    const left = await person("international", { server: one });
    const right = await person(await colleague(two, "Bilal Chaudhry"), { server: two });
    const text = await newText(left, `Two servers, ${how}`);
    await write(left, text);
    await left.keyboard.type("a00 ");
    await left.keyboard.press("Enter");
    await left.keyboard.type("b00 ");
    await allSaved(left);
    await write(right, text);
    await expect(field(right, text)).toContainText("b00");
    // Each in a paragraph of their own, so that the letters of a word stay together.
    await left.keyboard.press("Control+Home");
    await left.keyboard.press("End");

    await Promise.all([type(left, tokens("a", 1, 11)), type(right, tokens("b", 1, 11))]);
    // The end comes while both are in the middle of a word and requests are on their way.
    await Promise.all([type(left, tokens("a", 11, 41)), type(right, tokens("b", 11, 41)), one[how]()]);
    await expect(left.locator("#saved")).toContainText("Not saved yet");
    await allSaved(right);
    await type(left, tokens("a", 41, 46));
    await type(right, tokens("b", 41, 46));
    await one.restart();
    await Promise.all([type(left, tokens("a", 46, 56)), type(right, tokens("b", 46, 56))]);
    for (const page of [left, right]) await allSaved(page);

    await settled(text, left, right);
    const all = { once: [...tokens("a", 0, 56), ...tokens("b", 0, 56)].sort(), rest: "" };
    for (const [page, server] of [[left, one], [right, two]] as const) {
      const words = await stored(page, text, server.url);
      expect(counted(words), `what ${server.url} has`).toEqual(all);
      expect(words.split("\n").map((line) => line.trim()), "each in their own paragraph, in order").toEqual([tokens("a", 0, 56).join(" "), tokens("b", 0, 56).join(" ")]);
      await page.reload();
      await shows(page, text, words.split("\n").map((line) => line.trimEnd()).join(" \n").trim());
    }
    // And both are live again, not only answered once.
    await write(left, text);
    await left.keyboard.type("c");
    await expect(field(right, text)).toContainText("c");
  });
}

/** settled waits until both pages show what both servers have. */
async function settled(text: Text, left: Page, right: Page): Promise<void> {
  const first = await stored(left, text, one.url);
  expect(await stored(right, text, two.url)).toBe(first);
  for (const page of [left, right]) await shows(page, text, first.trim());
}
