// A workshop in several browsers: what is hidden until it is shown, groups, dots of an office in two hands, the result.
import { addItem, expect, invite, itemOf, newAnalysis, open, test, type Page } from "./harness";
import { beginPhase, setUp } from "./method";

/** see looks in everything that the server gives of an analysis for words that somebody else wrote. */
async function see(page: Page, board: string, words: string): Promise<string[]> {
  const pages = ["", "?view=list", ".json", ".csv", "/themes?frame=own", "/merge", "/results", "/options", "/matrix", "/compare", "?since=0"];
  const found: string[] = [];
  for (const one of pages) {
    const answer = await page.request.get(board + one, one === "?since=0" ? { headers: { Live: "1" } } : {});
    if ((await answer.text()).includes(words)) found.push(one || "the board");
  }
  return found;
}

test("hidden until the facilitator shows all, then grouped, voted on and closed; a phase is undone", async ({ person, server }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const library = await person("library");
  const second = await person(await invite(server, "Second Hand", "registrar"));
  const board = await newAnalysis(io, "A workshop");
  await setUp(io, board, { reveal: "together", dots: "3", cumulative: "1" });
  for (const page of [registrar, library]) await open(page, board);
  await registrar.getByLabel("Add a strength", { exact: true }).fill("Canary of the registrar");
  await registrar.getByRole("button", { name: "Add: strength" }).click();
  await library.getByLabel("Add a threat", { exact: true }).fill("Canary of the library");
  await library.getByRole("button", { name: "Add: threat" }).click();
  await expect(registrar.locator(".item-text", { hasText: "Canary of the registrar" })).toBeVisible();
  await expect(library.locator(".item-text", { hasText: "Canary of the library" })).toBeVisible();
  for (const page of [registrar, library]) await expect(page.locator("#pulse")).toContainText(/2 items are written so far/);
  expect(await see(registrar, board, "Canary of the library")).toEqual([]);
  expect(await see(library, board, "Canary of the registrar")).toEqual([]);
  expect(await see(registrar, board, "Canary of the registrar"), "one's own is there").toContain("the board");

  await open(io, board);
  await io.locator("summary", { hasText: "Show all items" }).click();
  const shown = performance.now();
  await io.getByRole("button", { name: "Show them now" }).click();
  await expect(registrar.locator(".item-text", { hasText: "Canary of the library" })).toBeVisible();
  await expect(library.locator(".item-text", { hasText: "Canary of the registrar" })).toBeVisible();
  expect(performance.now() - shown, "milliseconds until both see it").toBeLessThan(2_000);

  await io.locator("summary", { hasText: "Begin the grouping" }).click();
  await io.locator(".confirm[open] button, .menu[open] form button").last().click();
  await expect(registrar.getByRole("button", { name: "Add: strength" })).toHaveCount(0);
  await io.getByRole("link", { name: "Themes", exact: true }).click();
  await io.getByRole("link", { name: "Own themes" }).click();
  await io.getByLabel("Tick: Canary of the library").check();
  await io.getByLabel("New group").fill("Birds");
  await io.getByRole("button", { name: "Make the group" }).click();
  await expect(io.getByRole("heading", { name: "Birds" })).toBeVisible();

  await beginPhase(io, board, "voting");
  await open(second, board);
  const id = (await registrar.locator("#items-threat > li[data-id]").first().getAttribute("data-id"))!;
  const left = (page: Page) => page.locator(".vote-left strong");
  for (const page of [registrar, second]) await expect(left(page)).toHaveText("3 of 3 dots left");
  await itemOf(registrar, id).getByRole("button", { name: /^Vote/ }).click();
  for (const page of [registrar, second]) await expect(left(page)).toHaveText("2 of 3 dots left");
  await itemOf(second, id).getByRole("button", { name: /^Vote/ }).click();
  for (const page of [registrar, second]) await expect(left(page)).toHaveText("1 of 3 dots left");
  await expect(left(library), "the dots of another office").toHaveText("3 of 3 dots left");
  const over = await registrar.request.post(`${board}/items/${id}/votes`, { form: { dots: "4" } });
  expect(over.status()).toBe(422);
  expect(await over.text()).toContain("You do not have that many dots left.");
  await itemOf(second, id).getByRole("button", { name: /^Vote/ }).click();
  await expect(left(registrar)).toHaveText("0 of 3 dots left");
  await expect(itemOf(registrar, id).getByRole("button", { name: /^Vote/ })).toHaveAttribute("aria-disabled", "true");

  await io.goto(board);
  await io.locator("summary", { hasText: "Close the analysis" }).click();
  await io.locator(".confirm[open] button").click();
  await expect(registrar.locator("#voting")).toHaveCount(0);
  const late = await registrar.request.post(`${board}/items/${id}/votes`, { form: { dots: "1" } });
  expect(late.status(), "a vote after the end").toBe(409);
  await registrar.goto(`${board}/results`);
  await expect(registrar.locator(`#result-${id}`)).toContainText("3 dots");

  await io.getByRole("button", { name: /^Undo/ }).first().click();
  await expect(io.locator(".phases [aria-current]")).toHaveText("Voting");
  await expect(registrar.locator(`#result-${id}`)).toHaveCount(0);
  await open(second, board);
  await expect(left(second), "what was given is given still").toHaveText("0 of 3 dots left");
});

test("after its own first item an office reads the others, and not before", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const library = await person("library");
  const board = await newAnalysis(io, "After one's own");
  await setUp(io, board, { reveal: "after_own" });
  const id = await addItem(registrar, board, "weakness", "Canary that was first");
  await open(library, board);
  await expect(itemOf(library, id)).toHaveCount(0);
  expect(await see(library, board, "Canary that was first")).toEqual([]);
  await library.getByLabel("Add a strength", { exact: true }).fill("Now we have said something");
  await library.getByRole("button", { name: "Add: strength" }).click();
  await expect(itemOf(library, id)).toBeVisible();
  expect(await see(library, board, "Canary that was first")).toContain(".json");
});
