// How a page looks to those who measure: axe finds nothing, wide and narrow, light and dark, left to right and right to
// left, and nothing overflows sideways. With MERIDIAN_PICTURES=folder each way of showing a page is kept there as a
// picture, for those who look.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, type Page } from "./harness";

interface Axe {
  run(where: Document, how: object): Promise<{ violations: { id: string; help: string; nodes: { target: string[]; failureSummary: string }[] }[] }>;
}

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const widths = [1360, 390];
const schemes = ["light", "dark"] as const;
const directions = ["ltr", "rtl"];
const pictures = process.env.MERIDIAN_PICTURES;

/** overflowing names what is wider than its place: the page itself, and texts, which would be cut off. */
export function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll<HTMLElement>("main :is(h1, h2, h3, p, td, dialog)")]
      .filter((node) => node.checkVisibility() && !node.closest(".visually-hidden") && node.clientWidth > 1 && node.scrollWidth > node.clientWidth + 1) // 1: only for those who hear the page
      .filter((node) => getComputedStyle(node).display !== "inline")
      .map((node) => `${node.tagName} ${node.id || node.className}: ${node.scrollWidth} > ${node.clientWidth}`),
  );
}

/** picture keeps the page down to where a reader has seen enough of a long list. */
async function picture(page: Page, path: string): Promise<void> {
  const { width } = page.viewportSize()!;
  const height = await page.evaluate(() => Math.min(document.documentElement.scrollHeight, 3_000));
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height } });
}

/** examine looks at the page as it stands in all ways of showing it; name is that of its pictures. */
export async function examine(page: Page, name = ""): Promise<void> {
  await page.evaluate(axe);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const dir of directions) {
        await page.evaluate((dir) => (document.documentElement.dir = dir), dir);
        const how = `${name} ${width} px, ${colorScheme}, ${dir}`.trim();
        if (pictures && name) await picture(page, join(pictures, `${name}-${width}-${colorScheme}-${dir}.png`));
        const found = await page.evaluate(async () => {
          const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, { resultTypes: ["violations"] });
          return violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((n) => `  ${n.target} ${n.failureSummary}`).join("\n")}`);
        });
        expect.soft(found, how).toEqual([]);
        expect.soft(await overflowing(page), `${how}: wider than its place`).toEqual([]);
      }
    }
  }
}
