// An item moves by mouse, by finger, by the dialogue and by keys; everybody sees it where it was put.
import { addItem, expect, itemOf, listOf, newAnalysis, open, test, type Enter, type Page } from "./harness";

interface Table {
  io: Page;
  registrar: Page;
  board: string;
  ids: string[];
}

/** table is a board with three strengths of one office, open at that office and at the international office. */
async function table(person: Enter, title: string, options = {}): Promise<Table> {
  const io = await person("international");
  const registrar = await person("registrar", options);
  const board = await newAnalysis(io, title);
  const ids: string[] = [];
  for (const text of ["One", "Two", "Three"]) ids.push(await addItem(registrar, board, "strength", text));
  await open(io, board);
  await open(registrar, board);
  return { io, registrar, board, ids };
}

const moveButton = (page: Page, id: string) => itemOf(page, id).getByRole("button", { name: /^Move/ });
const texts = (page: Page, quadrant: "strength" | "weakness" | "threat") => listOf(page, quadrant).locator(".item-text");

async function centre(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const box = (await page.locator(selector).boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** lift takes an item up with the mouse and leaves it in the air. */
async function lift(page: Page, id: string): Promise<void> {
  const from = await centre(page, `#item-${id} .item-text`);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 5, from.y + 15, { steps: 4 });
  await expect(itemOf(page, id)).toHaveAttribute("data-dragging", "");
}

/** drop lets the item go over a place. Near its edge the page scrolls under the hand, which follows the place until the
 * page stands still and shows that the item would land under its heading. */
async function drop(page: Page, selector: string, down = 0): Promise<void> {
  const heading = page.locator("section[data-quadrant]", { has: page.locator(selector) });
  await expect(async () => {
    const to = await centre(page, selector);
    await page.mouse.move(to.x, to.y + down, { steps: 6 });
    await expect(heading.locator(".drop-here")).toHaveCount(1, { timeout: 300 });
    expect((await centre(page, selector)).y, "the page still scrolls").toBeCloseTo(to.y, 0);
  }).toPass({ timeout: 5_000 });
  await page.mouse.up();
}

test("the mouse drags within a heading and across, and Escape puts it back", async ({ person }) => {
  const { io, registrar, ids } = await table(person, "Mouse");
  await lift(registrar, ids[0]!);
  await drop(registrar, `#item-${ids[2]}`, 5);
  for (const page of [io, registrar]) await expect(texts(page, "strength")).toHaveText(["Two", "Three", "One"]);

  await lift(registrar, ids[1]!);
  await drop(registrar, "#empty-threat");
  for (const page of [io, registrar]) {
    await expect(texts(page, "strength")).toHaveText(["Three", "One"]);
    await expect(texts(page, "threat")).toHaveText(["Two"]);
  }
  await registrar.locator("#toast").getByRole("button", { name: "Undo" }).click();
  for (const page of [io, registrar]) await expect(texts(page, "strength")).toHaveText(["Two", "Three", "One"]);

  const sent: string[] = [];
  registrar.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
  await lift(registrar, ids[0]!);
  const away = await centre(registrar, "#empty-weakness");
  await registrar.mouse.move(away.x, away.y, { steps: 4 });
  await expect(registrar.locator("#items-weakness > .drop-here")).toHaveCount(1);
  await registrar.keyboard.press("Escape");
  await expect(registrar.locator("#answer")).toHaveText("Not moved.");
  await registrar.mouse.up();
  await expect(registrar.locator("[data-dragging]")).toHaveCount(0);
  await expect(texts(registrar, "strength")).toHaveText(["Two", "Three", "One"]);
  expect(sent.filter((url) => url.endsWith("/move"))).toEqual([]);
});

test("a drag goes on while changes come in, of the dragged item too", async ({ person }) => {
  const { io, registrar, board, ids } = await table(person, "In the air");
  await lift(registrar, ids[0]!);
  const between = await centre(registrar, "#quadrant-weakness");
  await registrar.mouse.move(between.x, between.y, { steps: 3 });
  await addItem(io, board, "strength", "Came in");
  await expect(texts(registrar, "strength").filter({ hasText: "Came in" })).toHaveCount(1);
  await io.request.post(`${board}/items/${ids[0]}/move`, { form: { quadrant: "opportunity", before: "" } });
  await expect(io.locator("#items-opportunity > li")).toHaveCount(1);
  await addItem(io, board, "weakness", "Came in later");
  await expect(texts(registrar, "weakness")).toHaveText(["Came in later"]);

  await expect(itemOf(registrar, ids[0]!), "still in the hand").toHaveAttribute("data-dragging", "");
  await expect(texts(registrar, "strength").first(), "its place is not pulled away").toHaveText("One");
  await drop(registrar, "#empty-threat");
  for (const page of [io, registrar]) {
    await expect(texts(page, "threat")).toHaveText(["One"]);
    await expect(texts(page, "strength")).toHaveText(["Two", "Three", "Came in"]);
  }
});

test("a finger that rests drags; one that moves on scrolls", async ({ person }) => {
  const { io, registrar, ids } = await table(person, "Finger", { hasTouch: true, viewport: { width: 390, height: 800 } });
  const cdp = await registrar.context().newCDPSession(registrar);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", at?: { x: number; y: number }) =>
    cdp.send("Input.dispatchTouchEvent", { type, touchPoints: at ? [at] : [] });
  const glide = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
    for (let n = 1; n <= 8; n++) {
      await touch("touchMove", { x: from.x + ((to.x - from.x) * n) / 8, y: from.y + ((to.y - from.y) * n) / 8 });
      await registrar.evaluate(() => new Promise(requestAnimationFrame)); // a finger is not faster than the page
    }
  };

  let from = await centre(registrar, `#item-${ids[1]} .item-text`);
  await touch("touchStart", from);
  await glide(from, { x: from.x, y: from.y - 200 });
  await touch("touchEnd");
  await expect.poll(() => registrar.evaluate(() => scrollY)).toBeGreaterThan(50);
  await expect(registrar.locator("[data-dragging]")).toHaveCount(0);
  await expect(texts(registrar, "strength")).toHaveText(["One", "Two", "Three"]);

  await itemOf(registrar, ids[0]!).scrollIntoViewIfNeeded();
  await registrar.evaluate((id) => document.getElementById(id)!.scrollIntoView({ block: "center" }), `item-${ids[1]}`);
  const scrolled = await registrar.evaluate(() => scrollY);
  from = await centre(registrar, `#item-${ids[0]} .item-text`);
  await touch("touchStart", from);
  await expect(itemOf(registrar, ids[0]!)).toHaveAttribute("data-dragging", "");
  const to = await centre(registrar, `#item-${ids[2]}`);
  await glide(from, { x: to.x, y: to.y + 5 });
  await touch("touchEnd");
  for (const page of [io, registrar]) await expect(texts(page, "strength")).toHaveText(["Two", "Three", "One"]);
  expect(await registrar.evaluate(() => scrollY), "the page stays under the finger").toBe(scrolled);
});

test("the dialogue moves by keyboard alone and gives the focus back", async ({ person }) => {
  const { io, registrar, board, ids } = await table(person, "Dialogue");
  await addItem(registrar, board, "weakness", "Weak one");
  await addItem(registrar, board, "weakness", "Weak two");
  await expect(texts(registrar, "weakness")).toHaveText(["Weak one", "Weak two"]);
  await moveButton(registrar, ids[0]!).focus();
  await registrar.keyboard.press("Enter");
  const dialog = registrar.getByRole("dialog", { name: "Move" });
  await expect(dialog).toBeVisible();
  await expect(dialog).toContainText("One");
  await expect(dialog.getByRole("radio", { name: "Strengths" })).toBeFocused();
  await registrar.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: "Weaknesses" })).toBeChecked();
  await registrar.keyboard.press("Tab");
  await expect(dialog.getByLabel("Before which item?")).toBeFocused();
  await expect(dialog.getByLabel("Before which item?").locator("option")).toHaveText(["At the end", "Weak one", "Weak two"]);
  await registrar.keyboard.type("Weak two");
  await registrar.keyboard.press("Tab");
  await registrar.keyboard.press("Enter");
  for (const page of [io, registrar]) await expect(texts(page, "weakness")).toHaveText(["Weak one", "One", "Weak two"]);
  await expect(dialog).toBeHidden();
  await expect(moveButton(registrar, ids[0]!)).toBeFocused();

  await registrar.keyboard.press("Enter");
  await registrar.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(moveButton(registrar, ids[0]!)).toBeFocused();
});

test("Alt with an arrow key moves, and the focus stays on the same button", async ({ person }) => {
  const { io, registrar, ids } = await table(person, "Keys");
  const edit = itemOf(registrar, ids[0]!).getByRole("button", { name: /^Edit/ });
  await edit.focus();
  const node = await edit.elementHandle();
  for (const [key, quadrant, order] of [
    ["Alt+ArrowDown", "strength", ["Two", "One", "Three"]],
    ["Alt+ArrowDown", "strength", ["Two", "Three", "One"]],
    ["Alt+ArrowUp", "strength", ["Two", "One", "Three"]],
    ["Alt+ArrowRight", "weakness", ["One"]],
    ["Alt+ArrowLeft", "strength", ["Two", "Three", "One"]],
  ] as const) {
    await registrar.keyboard.press(key);
    for (const page of [io, registrar]) await expect(texts(page, quadrant), key).toHaveText(order);
    await expect(edit, key).toBeFocused();
  }
  await expect(registrar.locator("#answer")).toHaveText("Moved to Strengths, place 3 of 3.");
  for (let n = 0; n < 2; n++) await registrar.keyboard.press("Alt+ArrowUp"); // without waiting
  for (const page of [io, registrar]) await expect(texts(page, "strength")).toHaveText(["One", "Two", "Three"]);
  await expect(edit).toBeFocused();
  expect(await node!.evaluate((button) => button === document.activeElement), "the same node").toBe(true);
});
