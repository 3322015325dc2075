// What was typed, and where it must be found again. Everybody writes phrases that occur once in the world, behind
// what stands there already, and merges like a reasonable person: nobody's phrase is ever given up on purpose.
import { editorOf, expect, itemOf, type Page } from "./harness";
import { pick, type Random } from "./hands";

const words = "pear stone river candle moss violin harbour copper lantern willow saddle orchid pepper marble falcon".split(" ");
const phrase = /#\d\d\d [a-z]+ [a-z]+\./g;
export const phrasesIn = (text: string) => text.match(phrase) ?? [];

export class Ledger {
  readonly typed: string[] = [];
  constructor(private readonly random: Random) {}

  /** next makes a phrase and enters it: from the first letter on it must not be lost. */
  next(): string {
    const number = String(this.typed.length + 1).padStart(3, "0");
    this.typed.push(`#${number} ${pick(this.random, words)} ${pick(this.random, words)}.`);
    return this.typed.at(-1)!;
  }
}

export type State = "closed" | "busy" | "open" | "changed" | "withdrawn";

/** stateOf tells what the page shows of an editor; texts of others and ways out must be there with it. */
export async function stateOf(page: Page, id: string): Promise<State> {
  return page.evaluate((id) => {
    const form = document.querySelector<HTMLElement>(`#item-${id} form.edit`);
    if (!form) return "closed";
    if (form.ariaBusy === "true") return "busy";
    const notice = form.querySelector<HTMLElement>(".conflict")!;
    const offers = notice.checkVisibility() ? [...notice.querySelectorAll("button")].map((button) => button.textContent) : [];
    if (offers.includes("Add mine as a new item")) return "withdrawn";
    return offers.includes("Keep mine") && notice.querySelector(".theirs") ? "changed" : "open";
  }, id);
}

/** settle brings what is typed in an editor onto the board, through whatever others have done to the item. */
export async function settle(page: Page, id: string): Promise<void> {
  const field = editorOf(page, id);
  const notice = itemOf(page, id).locator(".conflict");
  await expect
    .poll(
      async () => {
        const state = await stateOf(page, id);
        if (state === "closed" || state === "busy") return state;
        try {
          if (state === "withdrawn") await notice.getByRole("button", { name: "Add mine" }).click({ timeout: 1_000 });
          else if (state === "changed") {
            const theirs = phrasesIn((await notice.locator(".theirs").first().textContent({ timeout: 1_000 })) ?? "");
            const mine = phrasesIn(await field.inputValue({ timeout: 1_000 }));
            await writeOn(page, id, theirs.filter((one) => !mine.includes(one)).join(" "));
            await notice.getByRole("button", { name: "Keep mine" }).click({ timeout: 1_000 });
          } else await field.press("Control+Enter", { timeout: 1_000 });
        } catch (error) {
          if (!String(error).includes("Timeout")) throw error; // the notice changed under the hand
        }
        return stateOf(page, id);
      },
      { message: `the editor of ${id} comes to an end`, timeout: 20_000, intervals: [50, 100, 250] },
    )
    .toBe("closed");
}

/** writeOn types letter by letter behind what stands in an editor. */
export async function writeOn(page: Page, id: string, text: string, delay = 0): Promise<void> {
  if (!text) return;
  await editorOf(page, id).focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(` ${text}`, { delay });
}

/** write opens an item's editor, types and brings it onto the board. */
export async function write(page: Page, id: string, text: () => string): Promise<boolean> {
  const button = itemOf(page, id).getByRole("button", { name: /^Edit/ });
  if (!(await button.click({ timeout: 3_000 }).then(() => true, () => false))) return false;
  await writeOn(page, id, text());
  await settle(page, id);
  return true;
}

/** plainWrite does the same without JavaScript, where a conflict is a page with both texts. */
export async function plainWrite(page: Page, board: string, id: string, text: () => string): Promise<boolean> {
  await page.goto(`${board}?edit=${id}`);
  const field = page.getByLabel("Text", { exact: true });
  if (!(await field.isVisible())) return false;
  await field.press("Control+End");
  await field.pressSequentially(` ${text()}`);
  await page.getByRole("button", { name: "Save" }).click();
  for (let tries = 0; tries < 8; tries++) {
    const keep = page.getByRole("button", { name: /^(Keep mine|Add mine as a new item)$/ });
    if (!(await keep.isVisible())) break;
    if ((await keep.textContent()) === "Keep mine") {
      const theirs = phrasesIn((await page.locator(".quoted .item-text").textContent()) ?? "");
      const mine = phrasesIn(await field.inputValue());
      await field.press("Control+End");
      for (const one of theirs.filter((other) => !mine.includes(other))) await field.pressSequentially(` ${one}`);
    }
    await keep.click();
  }
  await expect(page.locator("#board"), "the board comes after saving").toBeVisible();
  return true;
}
