// What a screen reader hears of the board: others gathered by heading and seldom, one's own at once, and never at the
// price of focus or place.
import { addItem, expect, itemOf, listOf, newAnalysis, open, post, test, type Page } from "./harness";

declare global {
  interface Window {
    heard: string[];
  }
}

/** listen collects what is written into a live region from now on, through reloads. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.heard = [];
    addEventListener("DOMContentLoaded", () => {
      for (const id of ["announcer", "answer"]) {
        const region = document.getElementById(id)!;
        const note = () => region.textContent && window.heard.push(`${id}: ${region.textContent}`);
        new MutationObserver(note).observe(region, { childList: true, characterData: true, subtree: true });
      }
    });
  });
}

/** still stops the page's clock: from here on time passes only by page.clock.runFor. */
async function still(page: Page, board: string): Promise<void> {
  await listen(page);
  await page.clock.install();
  await open(page, board);
  await page.clock.pauseAt(Date.now() + 5_000);
}

const heard = (page: Page) => page.evaluate(() => window.heard);

test("others are gathered by heading, at most every ten seconds, and take neither focus nor place", async ({ person }) => {
  const io = await person("international");
  const library = await person("library");
  const listener = await person("registrar", { viewport: { width: 1280, height: 500 } });
  const board = await newAnalysis(io, "Announcements");
  const threats = [];
  for (let n = 1; n <= 6; n++) threats.push(await addItem(io, board, "threat", `Threat ${n}`));
  for (let n = 1; n <= 6; n++) await addItem(io, board, "strength", `Strength ${n}`);
  await still(listener, board);
  await listener.locator("#add-threat-text").focus();
  await listener.evaluate(() => document.getElementById("add-threat-text")!.scrollIntoView({ block: "center", behavior: "instant" }));
  const here = () =>
    listener.evaluate(() => ({ focus: document.activeElement?.id, top: document.activeElement!.getBoundingClientRect().top }));
  const before = await here();
  expect(before.focus).toBe("add-threat-text");

  for (let n = 1; n <= 3; n++) await addItem(library, board, "threat", `New ${n}`);
  await post(io, `${board}/items/${threats[0]}`, { text: "Changed", evidence: "", version: "1" });
  await expect(listOf(listener, "threat")).toHaveCount(9);
  await expect(itemOf(listener, threats[0]!)).toContainText("Changed");
  expect(await heard(listener), "gathering").toEqual([]);
  await listener.clock.runFor(1_600);
  expect(await heard(listener)).toEqual(["announcer: Threats: 3 new, 1 changed"]);

  await addItem(library, board, "strength", "New");
  await post(io, `${board}/items/${threats[1]}/move`, { quadrant: "weakness", before: "" });
  await post(io, `${board}/items/${threats[2]}/withdraw`, {});
  await expect(listOf(listener, "threat")).toHaveCount(7);
  await expect(listOf(listener, "strength")).toHaveCount(7);
  await listener.clock.runFor(8_000);
  expect(await heard(listener), "not before ten seconds are over").toHaveLength(1);
  await listener.clock.runFor(3_000);
  expect((await heard(listener)).slice(1)).toEqual(["announcer: Strengths: 1 new. Weaknesses: 1 moved here. Threats: 1 withdrawn"]);
  const after = await here();
  expect(after.focus).toBe(before.focus);
  expect(Math.abs(after.top - before.top), "px that the field moved on the screen").toBeLessThanOrEqual(2);
});

test("muted is silent, also after a reload; one's own actions are always answered, and by nothing else", async ({ person }) => {
  const io = await person("international");
  const library = await person("library");
  const listener = await person("registrar");
  const board = await newAnalysis(io, "Muted");
  const id = await addItem(listener, board, "strength", "Mine");
  await still(listener, board);
  const mute = listener.getByRole("button", { name: "Mute" });
  await mute.click();
  await expect(mute).toHaveAttribute("aria-pressed", "true");
  await addItem(library, board, "threat", "Unheard");
  await expect(listOf(listener, "threat")).toHaveCount(1);
  await listener.clock.runFor(30_000);
  expect(await heard(listener)).toEqual([]);

  await open(listener, board);
  await expect(mute).toHaveAttribute("aria-pressed", "true");
  await mute.click();
  const answered = async (text: string) => {
    await expect
      .poll(async () => {
        await listener.clock.runFor(100);
        return (await heard(listener)).at(-1);
      })
      .toBe(`answer: ${text}`);
  };
  await listener.locator("#add-weakness-text").fill("Mine too");
  await listener.locator("#add-weakness-text").press("Enter");
  await answered("Added to Weaknesses.");
  const item = itemOf(listener, id);
  await item.getByRole("button", { name: /^Edit/ }).click();
  await item.getByLabel("Text").fill("Mine, better");
  await item.getByRole("button", { name: "Save" }).click();
  await answered("Saved.");
  await item.getByRole("button", { name: /^Edit/ }).press("Alt+ArrowRight");
  await answered("Moved to Weaknesses, place 2 of 2.");
  await item.getByRole("button", { name: /^Withdraw/ }).click();
  await answered("Withdrawn.");
  await listener.locator("#toast").getByRole("button", { name: "Undo" }).click();
  await answered("Restored to Weaknesses.");
  await listener.clock.runFor(30_000);
  expect((await heard(listener)).filter((text) => text.startsWith("announcer")), "one's own is not told a second time").toEqual([]);
});
