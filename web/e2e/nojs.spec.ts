// Everything on the board also works without JavaScript, a page at a time, and nothing typed is lost on the way.
import { addItem, expect, itemOf, listOf, newAnalysis, post, signIn, standing, test, type Enter, type Page } from "./harness";

const plain = { javaScriptEnabled: false };
const texts = async (page: Page, quadrant: string) => ((await standing(page))[quadrant] ?? []).map((line) => line.replace(/^\S+ \S+ /, ""));
/** stands waits until the board, which a form may just be leaving, shows these texts under a heading. */
const stands = (page: Page, quadrant: string, want: string[]) =>
  expect(async () => expect(await texts(page, quadrant)).toEqual(want)).toPass({ timeout: 5_000 });
const button = (page: Page, id: string, name: string) => itemOf(page, id).getByRole("button", { name: new RegExp(`^${name}`) });

/** scene is a board with one item of the registrar, who sees it without JavaScript. */
async function scene(person: Enter, title: string): Promise<{ io: Page; page: Page; board: string; id: string }> {
  const io = await person("international");
  const page = await person("registrar", plain);
  const board = await newAnalysis(io, title);
  const id = await addItem(page, board, "strength", "First words");
  await page.goto(board);
  return { io, page, board, id };
}

test.describe("signed out", () => {
  test.use(plain);

  test("signing in leads to the address that was asked for", async ({ page, person }) => {
    const board = await newAnalysis(await person("international"), "Asked for");
    await page.goto(board);
    await page.getByLabel("E-mail").fill("registrar@demo.example");
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(page.getByLabel("E-mail")).toHaveValue("registrar@demo.example");
    await signIn(page, "registrar");
    await expect(page).toHaveURL(new RegExp(`${board}$`));
    await expect(page.getByRole("heading", { name: "Sign in", exact: true })).toHaveCount(0);
  });
});

test("add, edit, move, withdraw, undo, withdraw, restore", async ({ person }) => {
  const { page, board, id } = await scene(person, "Plain");
  await page.getByLabel("Add a weakness").fill("A plain weakness");
  await page.getByRole("button", { name: "Add: weakness" }).click();
  await expect(page).toHaveURL(/#item-/);
  await stands(page, "weakness", ["A plain weakness"]);

  await button(page, id, "Edit").click();
  const field = itemOf(page, id).getByLabel("Text");
  await expect(field).toHaveValue("First words");
  await field.fill("Second words");
  await itemOf(page, id).getByRole("button", { name: "Save" }).click();
  await stands(page, "strength", ["Second words"]);

  await button(page, id, "Move").click();
  const form = itemOf(page, id).locator("form.move");
  await form.getByRole("radio", { name: "Weaknesses" }).check();
  await form.getByLabel("Before which item?").selectOption({ label: "A plain weakness" });
  await form.getByRole("button", { name: "Move" }).click();
  await stands(page, "weakness", ["Second words", "A plain weakness"]);

  await button(page, id, "Withdraw").click();
  await stands(page, "weakness", ["A plain weakness"]);
  await expect(page.locator(".flash")).toContainText("The item was withdrawn.");
  await page.locator(".flash").getByRole("button", { name: "Undo" }).click();
  await stands(page, "weakness", ["Second words", "A plain weakness"]);

  await button(page, id, "Withdraw").click();
  await page.goto(board);
  await expect(page.locator(".flash")).toHaveCount(0);
  await page.locator("#withdrawn > summary").click();
  await button(page, id, "Restore").click();
  await stands(page, "weakness", ["Second words", "A plain weakness"]);
});

test("a conflict is a page with both texts", async ({ person }) => {
  const { page, board, id } = await scene(person, "Plain conflict");
  await button(page, id, "Edit").click();
  await itemOf(page, id).getByLabel("Text").fill("My words");
  await post(page, `${board}/items/${id}`, { text: "Their words", evidence: "Their evidence", version: "1" });
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await itemOf(page, id).getByRole("button", { name: "Save" }).click();
  expect((await answer).status()).toBe(409);
  await expect(page.getByRole("heading", { name: "Somebody changed this item while you were writing" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Text" })).toHaveValue("My words");
  await expect(page.getByRole("blockquote")).toContainText(/Their words\s*Evidence: Their evidence/);
  await expect(page.getByRole("link", { name: "Take theirs" })).toHaveAttribute("href", `${board}#item-${id}`);
  await page.getByRole("button", { name: "Keep mine" }).click();
  await stands(page, "strength", ["My words"]);

  await button(page, id, "Edit").click();
  await itemOf(page, id).getByLabel("Text").fill("My last words");
  await post(page, `${board}/items/${id}/withdraw`, {});
  await itemOf(page, id).getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "This item was withdrawn while you were writing" })).toBeVisible();
  await page.getByRole("button", { name: "Add mine as a new item" }).click();
  await stands(page, "strength", ["My last words"]);
});

test("what breaks a rule comes back with the message and the text", async ({ person }) => {
  const { page, id } = await scene(person, "Plain limits");
  const long = "x".repeat(2001);
  const add = page.getByLabel("Add a threat");
  await add.fill(long);
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: "Add: threat" }).click();
  expect((await answer).status()).toBe(422);
  await expect(add).toHaveValue(long);
  await expect(add).toHaveAccessibleDescription(/longer than 2,000 characters/);
  await add.fill("Short enough");
  await page.getByRole("button", { name: "Add: threat" }).click();
  await stands(page, "threat", ["Short enough"]);

  await button(page, id, "Edit").click();
  const field = itemOf(page, id).getByLabel("Text");
  await field.fill("");
  await itemOf(page, id).getByLabel("Evidence").fill("Evidence is kept too");
  await itemOf(page, id).getByRole("button", { name: "Save" }).click();
  await expect(field).toHaveValue("");
  await expect(field).toHaveAccessibleDescription(/write something first/i);
  await expect(itemOf(page, id).getByLabel("Evidence")).toHaveValue("Evidence is kept too");
});

test("signed out while writing: the text waits for the sign-in and is sent then", async ({ person }) => {
  const { page, board } = await scene(person, "Plain session");
  await page.getByLabel("Add a strength").fill("Written before the session ended");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Add: strength" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await signIn(page, "registrar");
  await expect(page).toHaveURL(new RegExp(board));
  const kept = page.getByRole("region", { name: "What you wrote was kept" });
  await expect(kept.getByLabel("Text")).toHaveValue("Written before the session ended");
  expect(await texts(page, "strength"), "nothing is sent by itself").toEqual(["First words"]);
  await page.getByLabel("Add a weakness").fill("Another one first");
  await page.getByRole("button", { name: "Add: weakness" }).click();
  await expect(kept, "it is another form").toHaveCount(1);
  await kept.getByRole("button", { name: "Send it now" }).click();
  await stands(page, "strength", ["First words", "Written before the session ended"]);
  await expect(kept).toHaveCount(0);
  await page.goto(board);
  await expect(kept).toHaveCount(0);
  await expect(listOf(page, "strength")).toHaveCount(2);
});
