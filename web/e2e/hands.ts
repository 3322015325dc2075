// The ways in which a person moves, edits and withdraws an item. In a busy room an item can be gone before the hand
// reaches it: every way answers whether it was done, and waits with a deadline for the server's word, not for time.
import { itemOf, type Page } from "./harness";

export type Random = () => number;

/** seeded makes numbers from 0 to 1 that are the same in every run (mulberry32). */
export function seeded(seed: number): Random {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

const soon = { timeout: 3_000 };

/** answered tells whether the page's next POST to the path was done. */
export async function answered(page: Page, path: string, act: () => Promise<unknown>): Promise<boolean> {
  const predicate = (request: { method(): string; url(): string }) =>
    request.method() === "POST" && new URL(request.url()).pathname.endsWith(path);
  const done = Promise.race([
    page.waitForEvent("requestfinished", { predicate, ...soon }).then(async (request) => (await request.response())!.status() < 400),
    page.waitForEvent("requestfailed", { predicate, ...soon }).then(() => false),
  ]).catch(() => false);
  await act();
  return done;
}

const tried = (act: Promise<unknown>) => act.then(() => true, () => false);

/** drag takes an item at its text with the mouse and drops it on another one that is in sight. */
export async function drag(page: Page, id: string, random: Random): Promise<boolean> {
  const text = itemOf(page, id).locator(".item-text");
  if (!(await tried(text.evaluate((node) => node.scrollIntoView({ block: "center", behavior: "instant" }), null, soon)))) return false;
  const from = await text.boundingBox();
  const places = await page.evaluate(
    (not) =>
      [...document.querySelectorAll<HTMLElement>("#board ol[data-drop] > li[data-id]")]
        .filter((li) => li.dataset.id !== not)
        .map((li) => li.getBoundingClientRect())
        .map((box) => ({ x: box.left + 20, y: box.top + box.height / 3 }))
        .filter(({ y }) => y > 120 && y < innerHeight - 120),
    id,
  );
  if (!from || !places.length) return false;
  const to = pick(random, places);
  return answered(page, `/items/${id}/move`, async () => {
    await page.mouse.move(from.x + 6, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 6 });
    await page.mouse.up();
  });
}

/** arrows moves an item by the keyboard: two places up and one heading on. */
export async function arrows(page: Page, id: string): Promise<boolean> {
  const button = itemOf(page, id).getByRole("button", { name: /^Move/ });
  if (!(await tried(button.focus(soon)))) return false;
  return answered(page, `/items/${id}/move`, async () => {
    for (const key of ["Alt+ArrowUp", "Alt+ArrowUp", "Alt+ArrowRight", "Alt+ArrowLeft"]) await page.keyboard.press(key);
  });
}

/** dialogue moves an item by its button and the form that opens. */
export async function dialogue(page: Page, id: string, random: Random): Promise<boolean> {
  if (!(await tried(itemOf(page, id).getByRole("button", { name: /^Move/ }).click(soon)))) return false;
  const form = page.locator("#move-form");
  await form.getByLabel(pick(random, ["Strengths", "Weaknesses", "Opportunities", "Threats"])).check();
  const before = form.locator("[name=before]");
  const places = await before.locator("option").evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  await before.selectOption(pick(random, places));
  const done = await answered(page, `/items/${id}/move`, () => form.getByRole("button", { name: "Move", exact: true }).click());
  if (!done) await tried(form.getByRole("button", { name: "Cancel" }).click(soon));
  return done;
}

/** withdraw takes an item off the board; it is the same button with and without JavaScript. */
export async function withdraw(page: Page, id: string): Promise<boolean> {
  const button = itemOf(page, id).getByRole("button", { name: /^Withdraw/ });
  if (!(await button.isVisible())) return false;
  return answered(page, `/items/${id}/withdraw`, () => tried(button.click(soon)));
}

/** plainMove moves an item by the form that a browser without JavaScript gets. */
export async function plainMove(page: Page, board: string, id: string, random: Random): Promise<boolean> {
  if (!(await tried(page.goto(`${board}?move=${id}`)))) return false;
  const form = itemOf(page, id).locator("form.move");
  if (!(await form.isVisible())) return false;
  const before = form.locator("[name=before]");
  const places = await before.locator("option").evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  await form.getByLabel(pick(random, ["Strengths", "Weaknesses", "Opportunities", "Threats"]), { exact: true }).check();
  await before.selectOption(pick(random, ["", ...places]));
  return tried(form.getByRole("button", { name: "Move", exact: true }).click(soon));
}

/** plainWithdraw withdraws from a board that was just loaded without JavaScript. */
export async function plainWithdraw(page: Page, board: string, id: string): Promise<boolean> {
  return (await tried(page.goto(board))) && withdraw(page, id);
}
