// Two servers on one database: whoever is on the one sees what happens on the other, and the end of one process
// costs nothing that it had acknowledged.
import { addItem, edit, expect, itemOf, listOf, newAnalysis, open, Server, test } from "./harness";

let one: Server;
let two: Server;
test.beforeAll(async () => void ([one, two] = await Promise.all([Server.start(), Server.start()])));
test.afterAll(() => Promise.all([one.stop(), two.stop()]));

test("an edit on one server appears on the other, and people of both are seen", async ({ person }) => {
  const left = await person("international", { server: one });
  const right = await person("registrar", { server: two });
  const board = await newAnalysis(left, "Two servers");
  const id = await addItem(right, board, "strength", "Four languages of instruction");
  await open(left, board);
  await open(right, board);
  for (const page of [left, right]) await expect(page.locator("#presence > li")).toHaveCount(2);

  await left.getByLabel("Add a weakness", { exact: true }).fill("No central budget for mobility");
  await left.keyboard.press("Enter");
  await expect(listOf(right, "weakness")).toHaveText([/No central budget/], { timeout: 3_000 });

  await (await edit(right, id)).fill("Five languages of instruction");
  await expect(itemOf(left, id).locator(".item-editing")).toContainText("is editing", { timeout: 3_000 });
  await right.keyboard.press("Control+Enter");
  await expect(itemOf(left, id).locator(".item-text")).toHaveText("Five languages of instruction", { timeout: 3_000 });
  await expect(itemOf(left, id).locator(".item-editing")).toBeHidden({ timeout: 3_000 });

  await right.close();
  await expect(left.locator('#presence > li[data-away="false"]')).toHaveCount(1);
});

test("one server is killed: its page comes back, nothing acknowledged is lost, nothing stands twice", async ({ person }) => {
  const left = await person("library", { server: one });
  const right = await person("finance", { server: two });
  const io = await person("international", { server: two });
  const board = await newAnalysis(io, "One of two ends");
  await open(left, board);
  await open(right, board);

  // Acknowledged a moment before the end.
  const acknowledged = left.waitForResponse((answer) => answer.url().endsWith("/items") && answer.status() === 204);
  await left.getByLabel("Add a strength", { exact: true }).fill("Acknowledged before the end");
  await left.keyboard.press("Enter");
  await acknowledged;
  await one.kill();

  // On its way while there is nobody to take it.
  const field = left.getByLabel("Add a strength", { exact: true });
  await field.fill("Sent into the void");
  await left.keyboard.press("Enter");
  const form = left.locator("#add-strength");
  await expect(form.getByRole("alert")).toContainText("Not sent");
  await expect(left.locator("#connection")).toContainText("Connection lost");
  await expect(field).toHaveValue("Sent into the void");

  for (const n of [1, 2, 3]) await addItem(right, board, "threat", `Meanwhile ${n}`);
  await expect(listOf(right, "threat")).toHaveCount(3);
  await expect(listOf(left, "threat")).toHaveCount(0);

  await one.restart();
  await expect(listOf(left, "threat")).toHaveText([/Meanwhile 1/, /Meanwhile 2/, /Meanwhile 3/], { timeout: 20_000 });
  await expect(left.locator("#connection")).toHaveText("");
  await expect(field, "it is sent by itself").toHaveValue("");
  for (const page of [left, right]) {
    await expect(listOf(page, "strength")).toHaveText([/Acknowledged before the end/, /Sent into the void/]);
  }
  // The stream is open again, not only a question answered.
  await addItem(right, board, "opportunity", "After all that");
  await expect(listOf(left, "opportunity")).toHaveText([/After all that/], { timeout: 3_000 });
});
