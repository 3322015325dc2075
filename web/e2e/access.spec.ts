// Who may not, sees no button, gets a page that says so, and changes nothing.
import { addItem, expect, itemOf, listOf, newAnalysis, open, post, quadrants, test, uuid, type Page } from "./harness";

const problem = (page: Page) => page.locator("article.problem");
const writing = (page: Page) => page.locator("form.add, form[data-may]");

/** officeAnalysis opens one of the registrar's office alone. */
async function officeAnalysis(io: Page): Promise<string> {
  const id = uuid();
  await post(io, "/demo/swot", { id, title: "Of one office", scope: "office", office: "registrar" });
  return `/demo/swot/${id}`;
}

test("the pages for what cannot be served say what happened and lead back", async ({ person }) => {
  const io = await person("international");
  const adviser = await person("adviser");
  const board = await newAnalysis(io, "Problems");
  const registrar = await person("registrar", { javaScriptEnabled: false });
  const id = await addItem(registrar, board, "strength", "Item");

  let answer = await io.goto(`/demo/swot/${uuid()}`);
  expect(answer!.status()).toBe(404);
  await expect(problem(io).getByRole("heading")).toHaveText("This page is not here");
  await problem(io).getByRole("link", { name: "Go back" }).click();
  await expect(io.getByRole("heading", { level: 1 })).toContainText("Welcome");

  answer = await adviser.goto(`${board}/import`);
  expect(answer!.status()).toBe(403);
  await expect(problem(adviser).getByRole("heading")).toHaveText("This is not yours to change");
  await problem(adviser).getByRole("link", { name: "Go back" }).click();
  await expect(adviser).toHaveURL(new RegExp(`${board}$`));

  for (const [status, text, heading] of [
    [422, "", "Problems"],
    [409, "Mine", "Somebody changed this item while you were writing"],
  ] as const) {
    await registrar.goto(`${board}?edit=${id}`);
    await itemOf(registrar, id).getByLabel("Text").fill(text);
    if (status === 409) await post(registrar, `${board}/items/${id}`, { text: "Theirs", evidence: "", version: "1" });
    const answered = registrar.waitForResponse((response) => response.request().method() === "POST");
    await itemOf(registrar, id).getByRole("button", { name: "Save" }).click();
    expect((await answered).status()).toBe(status);
    await expect(registrar.getByRole("heading", { level: 1 })).toHaveText(heading);
  }
});

test("offline is said on every page, and taken back", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Offline");
  for (const address of ["/demo", board]) {
    await io.goto(address);
    await expect(io.locator("#offline")).toBeHidden();
    await io.context().setOffline(true);
    await expect(io.locator("#offline")).toBeVisible();
    await io.context().setOffline(false);
    await expect(io.locator("#offline")).toBeHidden();
  }
  await open(io, board);
  await io.context().setOffline(true);
  await expect(io.locator("#connection")).toContainText("You are offline. What you write is kept here.");
  await io.locator("#add-strength-text").fill("Written offline");
  await io.locator("#add-strength-text").press("Enter");
  await expect(io.locator("#add-strength-error")).toContainText("Not sent");
  await expect(io.locator("#add-strength-text")).toHaveValue("Written offline");
  await io.context().setOffline(false);
  await expect(io.locator("#connection")).toBeEmpty();
  await expect(listOf(io, "strength"), "it is sent by itself").toHaveCount(1);
  await expect(io.locator("#add-strength-error")).toBeHidden();
});

test("an adviser reads and follows, and can write nowhere", async ({ person }) => {
  const io = await person("international");
  const adviser = await person("adviser");
  const board = await newAnalysis(io, "Read only");
  await addItem(io, board, "strength", "There before");
  await open(adviser, board);
  const id = await addItem(io, board, "strength", "Came live");
  await expect(listOf(adviser, "strength")).toHaveCount(2);
  await expect(writing(adviser)).toHaveCount(0);
  await expect(adviser.locator("#empty-threat")).toHaveText("Nothing here yet. The offices have still to write.");
  await itemOf(adviser, id).locator(".item-text").hover();
  await adviser.mouse.down();
  await adviser.mouse.move(300, 300, { steps: 4 });
  await expect(adviser.locator("[data-dragging]")).toHaveCount(0);
  await adviser.mouse.up();
  await adviser.locator("summary", { hasText: "Files" }).click();
  await expect(adviser.getByRole("link", { name: "Export as CSV" })).toBeVisible();
  await expect(adviser.getByRole("link", { name: /Import/ })).toHaveCount(0);
  await adviser.goto("/demo/swot");
  await expect(adviser.getByText("New SWOT analysis")).toHaveCount(0);

  for (const [path, form] of [
    ["/items", { id: uuid(), quadrant: "strength", text: "By force" }],
    [`/items/${id}`, { text: "By force", evidence: "", version: "1" }],
    [`/items/${id}/move`, { quadrant: "threat", before: "" }],
    [`/items/${id}/withdraw`, {}],
    ["/import", { pasted: "quadrant\ttext\nstrength\tBy force\n" }],
  ] as const) {
    const answer = await adviser.request.post(board + path, { form, maxRedirects: 0 });
    expect(answer.status(), path).toBe(403);
  }
  await open(io, board);
  await expect(listOf(io, "strength").locator(".item-text")).toHaveText(["There before", "Came live"]);
});

test("an office's analysis is written by that office and the international office alone", async ({ person }) => {
  const io = await person("international");
  const board = await officeAnalysis(io);
  await addItem(io, board, "strength", "Item");
  for (const who of ["management", "library", "adviser"]) {
    const page = await person(who);
    await open(page, board);
    await expect(listOf(page, "strength")).toHaveCount(1);
    await expect(writing(page), who).toHaveCount(0);
    const form = { id: uuid(), quadrant: "strength", text: "By force" };
    expect((await page.request.post(`${board}/items`, { form, maxRedirects: 0 })).status(), who).toBe(403);
  }
  const registrar = await person("registrar");
  await open(registrar, board);
  await expect(registrar.locator("form.add")).toHaveCount(4);
  await expect(listOf(registrar, "strength").getByRole("button", { name: /^Move/ })).toBeVisible();

  const wide = await newAnalysis(io, "Of the whole institution");
  const management = await person("management");
  await open(management, wide);
  await expect(management.locator("form.add"), "senior management adds to the institution's").toHaveCount(4);
});

test("another institution finds nothing: not the board, not its items, not its files", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Hidden from others");
  const id = await addItem(io, board, "strength", "Item");
  const other = await person("international@second.example");
  for (const path of ["/demo", "/demo/swot", board, `${board}.csv`, `${board}.json`, `${board}/events`, `${board}/form`, `${board}/import`]) {
    expect((await other.request.get(path)).status(), path).toBe(404);
  }
  // The same id under one's own institution leads nowhere either.
  const foreign = board.replace("/demo/", "/second/");
  for (const path of [board, foreign]) {
    for (const [tail, form] of [
      ["/items", { id: uuid(), quadrant: "strength", text: "By force" }],
      [`/items/${id}`, { text: "By force", evidence: "", version: "1" }],
      [`/items/${id}/withdraw`, {}],
    ] as const) {
      expect((await other.request.post(path + tail, { form, maxRedirects: 0 })).status(), path + tail).toBe(404);
    }
  }
  const answer = await other.goto(foreign);
  expect(answer!.status()).toBe(404);
  await expect(problem(other)).toContainText("The address leads to nothing that you can see.");
  await other.goto("/second/swot");
  await expect(other.getByText("Hidden from others")).toHaveCount(0);
  await open(io, board);
  for (const quadrant of quadrants) await expect(listOf(io, quadrant)).toHaveCount(quadrant === "strength" ? 1 : 0);
});
