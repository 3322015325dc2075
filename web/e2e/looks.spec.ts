// How the pages of the board look to those who measure; and the board is light to load. Content-Security-Policy is
// watched by the harness.
import { examine, overflowing } from "./examine";
import { addItem, edit, expect, itemOf, listOf, newAnalysis, open, post, quadrants, test, uuid, type Page } from "./harness";

/** demo returns the path of the demo's shared board. */
async function demo(page: Page): Promise<string> {
  await page.goto("/demo/swot");
  return (await page.getByRole("link", { name: "Where we stand in internationalisation", exact: true }).getAttribute("href"))!;
}

test.describe.configure({ timeout: 120_000 });

test("sign-in", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("nobody@demo.example");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await examine(page);
});

test("start and list", async ({ person }) => {
  const io = await person("international");
  await io.goto("/demo");
  await examine(io);
  await io.goto("/demo/swot?new");
  await expect(io.getByLabel("Title")).toBeVisible();
  await examine(io);
});

test("the demo's board", async ({ person }) => {
  const io = await person("international");
  await open(io, await demo(io));
  await examine(io);
});

test("the demo's board with an open editor, and as a list", async ({ person }) => {
  const registrar = await person("registrar");
  await open(registrar, await demo(registrar));
  const own = registrar.locator("li.item").filter({ has: registrar.getByRole("button", { name: /^Edit/ }) }).first();
  await own.getByRole("button", { name: /^Edit/ }).click();
  await expect(registrar.locator("form.edit")).toBeVisible();
  await examine(registrar);
  await registrar.getByRole("link", { name: "List" }).click();
  await examine(registrar);
});

test("a board with a conflict, a refusal, a toast and what was withdrawn", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Looks");
  const id = await addItem(io, board, "strength", "As it was", "With evidence");
  const gone = await addItem(io, board, "threat", "Goes");
  await open(io, board);
  await itemOf(io, gone).getByRole("button", { name: /^Withdraw/ }).click();
  await io.locator("#withdrawn > summary").click();
  await (await edit(io, id)).fill("Mine");
  await post(io, `${board}/items/${id}`, { text: "Theirs", evidence: "Theirs too", version: "1" });
  await expect(itemOf(io, id).locator(".conflict")).toContainText("Theirs");
  await io.getByRole("button", { name: "Add: weakness" }).click();
  await expect(io.locator("#add-weakness-error")).toBeVisible();
  await expect(io.locator("#toast")).toBeVisible();
  await examine(io);
});

test("the move dialogue", async ({ person }) => {
  const io = await person("international");
  await open(io, await demo(io));
  await listOf(io, "threat").first().getByRole("button", { name: /^Move/ }).click();
  await expect(io.getByRole("dialog")).toBeVisible();
  await examine(io);
});

test("the import's preview, the empty form and the page for what is not there", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Looks of import");
  await io.goto(`${board}/import`);
  await io.getByLabel("Cells copied from Excel, with the row that names the columns").fill(`quadrant\ttext\nstrength\t${"Longword".repeat(30)}\nnone\tBad\n`);
  await io.getByRole("button", { name: "Show what would be imported" }).click();
  await expect(io.locator("table.preview")).toBeVisible();
  await examine(io);
  await io.goto(`${board}/form`);
  await examine(io);
  await io.goto(`/demo/swot/${uuid()}`);
  await examine(io);
});

test("long words, many people's scripts and no blanks stay inside at 390 px", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Donaudampfschifffahrtsgesellschaftskapitän".repeat(4));
  for (const quadrant of quadrants) await addItem(io, board, quadrant, "Unbroken".repeat(60), "بین الاقوامی ".repeat(20));
  await io.setViewportSize({ width: 390, height: 800 });
  await open(io, board);
  await expect(io.locator("#items-threat > li")).toHaveCount(1);
  expect(await io.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await overflowing(io)).toEqual([]);
});

test("the demo's board with all it loads weighs at most 30 KB", async ({ person }, info) => {
  const registrar = await person("registrar");
  const board = await demo(registrar);
  const fresh = await registrar.context().browser()!.newContext({ baseURL: new URL(registrar.url()).origin, storageState: await registrar.context().storageState() });
  const page = await fresh.newPage();
  const cdp = await fresh.newCDPSession(page);
  await cdp.send("Network.enable");
  const begun = new Map<string, { name: string; headers: number }>();
  const weights: Record<string, number> = {};
  cdp.on("Network.responseReceived", ({ requestId, response, type }) => {
    if (type !== "EventSource") begun.set(requestId, { name: new URL(response.url).pathname, headers: response.encodedDataLength });
  });
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const answer = begun.get(requestId);
    if (answer) weights[answer.name] = encodedDataLength - answer.headers;
  });
  await open(page, board);
  await expect.poll(() => Object.keys(weights).filter((name) => /css|js|svg/.test(name)).length).toBeGreaterThanOrEqual(4);
  const total = Object.values(weights).reduce((sum, n) => sum + n, 0);
  const figures = Object.entries(weights).map(([name, n]) => `${n} ${name}`);
  const items = await page.locator("#board li.item").count();
  console.log(`the board with ${items} items: ${total} bytes compressed\n  ${figures.join("\n  ")}`);
  info.annotations.push({ type: "bytes", description: String(total) });
  expect(items).toBeGreaterThan(20);
  expect(total).toBeLessThanOrEqual(30 * 1024);
  await fresh.close();
});
