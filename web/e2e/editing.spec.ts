// What a person is writing is theirs: whatever others do meanwhile, no letter, caret, focus or node is lost, and what
// became of the item is said beside the text.
import { addItem, edit, editorOf, expect, invite, itemOf, listOf, newAnalysis, open, post, quadrants, test, type Enter, type Locator, type Page, type Server } from "./harness";

interface Scene {
  io: Page;
  mine: Page;
  colleague: Page; // of the same office
  board: string;
  id: string;
}

async function scene(person: Enter, server: Server, title: string): Promise<Scene> {
  const io = await person("international");
  const board = await newAnalysis(io, title);
  const colleague = await person(await invite(server, "Second Registrar", "registrar"));
  const id = await addItem(colleague, board, "strength", "Alumni help us");
  const mine = await person("registrar");
  await open(mine, board);
  return { io, mine, colleague, board, id };
}

const change = (by: Page, board: string, id: string, text: string, version = "1") =>
  post(by, `${board}/items/${id}`, { text, evidence: "", version });
const move = (by: Page, board: string, id: string, quadrant: string) =>
  post(by, `${board}/items/${id}/move`, { quadrant, before: "" });
const notice = (page: Page, id: string) => itemOf(page, id).locator(".conflict");

/** held is everything about an editor that others must not touch. */
const held = (field: Locator) =>
  field.evaluate((node: HTMLTextAreaElement & { known?: boolean }) => ({
    text: node.value,
    caret: [node.selectionStart, node.selectionEnd],
    focused: node === document.activeElement,
    known: node.known,
    under: node.closest<HTMLElement>("ol")?.id,
    top: Math.round(node.getBoundingClientRect().top),
  }));

test("text, caret, focus, undo and node survive what others do", async ({ person, server }) => {
  const { io, mine, colleague, board, id } = await scene(person, server, "Survive");
  const others = [];
  for (const text of ["Other one", "Other two", "Other three"]) others.push(await addItem(io, board, "strength", text));
  await expect(listOf(mine, "strength")).toHaveCount(4);
  const field = await edit(mine, id);
  await field.evaluate((node: HTMLTextAreaElement & { known?: boolean }) => (node.known = true));
  await mine.keyboard.press("Control+A");
  await mine.keyboard.type("Alumni in forty countries");
  for (let n = 0; n < 8; n++) await mine.keyboard.press("ArrowLeft");
  const before = await held(field);
  expect(before).toMatchObject({ caret: [17, 17], focused: true, known: true, under: "items-strength" });

  const strengths = listOf(mine, "strength");
  const steps: [string, () => Promise<unknown>, () => Promise<void>][] = [
    ["adds", () => addItem(io, board, "strength", "New"), () => expect(strengths).toHaveCount(5)],
    ["edits", () => change(io, board, others[0]!, "Other words"), () => expect(itemOf(mine, others[0]!)).toContainText("Other words")],
    ["moves away", () => move(io, board, others[1]!, "threat"), () => expect(listOf(mine, "threat")).toHaveCount(1)],
    ["moves back", () => move(io, board, others[1]!, "strength"), () => expect(strengths).toHaveCount(5)],
    ["withdraws", () => post(io, `${board}/items/${others[2]}/withdraw`, {}), () => expect(strengths).toHaveCount(4)],
    ["moves this one", () => move(io, board, id, "threat"), () => expect(notice(mine, id)).toBeVisible()],
    ["edits this one", () => change(colleague, board, id, "Theirs"), () => expect(notice(mine, id)).toContainText("Theirs")],
    ["withdraws this one", () => post(colleague, `${board}/items/${id}/withdraw`, {}), () => expect(notice(mine, id)).toContainText("withdrawn")],
  ];
  for (const [what, act, seen] of steps) {
    await act();
    await seen();
    expect(await held(field), `somebody ${what}`).toEqual(before);
  }
  await mine.keyboard.type(" XYZ");
  await expect(field).toHaveValue("Alumni in forty c XYZountries");
  await mine.keyboard.press("Control+Z");
  await expect(field, "undo").not.toHaveValue(/XYZ/);
});

test("typing while eight changes arrive loses no letter; unsent text in another field is kept", async ({ person, server }) => {
  const { io, mine, board, id } = await scene(person, server, "Typing");
  await mine.locator("#add-weakness-text").fill("half a thought");
  const field = await edit(mine, id);
  await field.fill("");
  const text = "Our graduates abroad open doors for the next ones, year after year.";
  const changes: Promise<unknown>[] = [];
  for (const [n, letter] of [...text].entries()) {
    if (n % 8 === 4) changes.push(addItem(io, board, quadrants[changes.length % 4]!, `Change ${changes.length + 1}`));
    await mine.keyboard.type(letter);
  }
  expect((await Promise.all(changes)).length).toBe(8);
  for (const quadrant of quadrants) await expect(listOf(mine, quadrant).filter({ hasText: "Change" })).toHaveCount(2);
  await expect(field).toHaveValue(text);
  await expect(field).toBeFocused();
  await expect(mine.locator("#add-weakness-text")).toHaveValue("half a thought");
});

test("changed meanwhile: both texts, then mine is kept", async ({ person, server }) => {
  const { mine, colleague, board, id } = await scene(person, server, "Keep mine");
  await open(colleague, board);
  const field = await edit(mine, id);
  await field.fill("My words");
  await change(colleague, board, id, "Their words");
  await expect(notice(mine, id)).toContainText("Somebody changed this meanwhile. Their text:Their words");
  await expect(field).toHaveValue("My words");
  await notice(mine, id).getByRole("button", { name: "Keep mine" }).click();
  for (const page of [mine, colleague]) await expect(listOf(page, "strength").locator(".item-text")).toHaveText(["My words"]);
  await expect(itemOf(mine, id)).toHaveAttribute("data-version", "3");
  await expect(field).toHaveCount(0);
});

test("changed meanwhile: theirs is taken, and mine can be brought back", async ({ person, server }) => {
  const { mine, colleague, board, id } = await scene(person, server, "Take theirs");
  const field = await edit(mine, id);
  await field.fill("My words");
  await change(colleague, board, id, "Their words");
  await notice(mine, id).getByRole("button", { name: "Take theirs" }).click();
  await expect(field).toHaveCount(0);
  await expect(itemOf(mine, id).locator(".item-text")).toHaveText("Their words");
  await mine.locator("#toast").getByRole("button", { name: "Undo" }).click();
  await expect(field).toHaveValue("My words");
  await expect(notice(mine, id)).toContainText("Their words");
});

test("a conflict that only the answer tells shows both texts too", async ({ person, server }) => {
  const { mine, colleague, board, id } = await scene(person, server, "Told by the answer");
  await mine.route(/\/events\?|\?since=/, (route) => route.abort());
  await mine.evaluate(() => dispatchEvent(new Event("online"))); // the stream begins anew, and cannot
  await expect(mine.locator("#connection")).toContainText("Connection lost");
  const field = await edit(mine, id);
  await field.fill("My words");
  await change(colleague, board, id, "Their words");
  await itemOf(mine, id).getByRole("button", { name: "Save" }).click();
  await expect(notice(mine, id)).toContainText("Their words");
  await expect(field).toHaveValue("My words");
  await notice(mine, id).getByRole("button", { name: "Keep mine" }).click();
  await expect
    .poll(async () => (await (await colleague.request.get(`${board}.json`)).json()).items.map((item: { text: string }) => item.text))
    .toEqual(["My words"]);
});

test("moved meanwhile: a note, and the text goes where the item is", async ({ person, server }) => {
  const { io, mine, board, id } = await scene(person, server, "Moved");
  const field = await edit(mine, id);
  await field.fill("My words");
  await move(io, board, id, "threat");
  await expect(notice(mine, id)).toHaveText("Meanwhile moved to Threats.");
  await expect(field).toHaveValue("My words");
  await expect(listOf(mine, "strength"), "it stays under the hands").toHaveCount(1);
  await field.press("Control+Enter");
  await expect(listOf(mine, "threat").locator(".item-text")).toHaveText(["My words"]);
  await expect(listOf(mine, "strength")).toHaveCount(0);
});

test("withdrawn meanwhile: mine is added as a new item, or discarded", async ({ person, server }) => {
  const { io, mine, colleague, board, id } = await scene(person, server, "Withdrawn");
  await open(io, board);
  const other = await addItem(colleague, board, "strength", "Another");
  await expect(listOf(mine, "strength")).toHaveCount(2);
  for (const item of [id, other]) {
    await (await edit(mine, item)).fill(`My words ${item}`);
    await post(colleague, `${board}/items/${item}/withdraw`, {});
    await expect(notice(mine, item)).toContainText("This was withdrawn meanwhile. Your text is still here.");
    await expect(editorOf(mine, item)).toHaveValue(`My words ${item}`);
  }
  await notice(mine, id).getByRole("button", { name: "Add mine as a new item" }).click();
  for (const page of [io, mine]) await expect(listOf(page, "strength").filter({ hasText: `My words ${id}` })).toHaveCount(1);
  expect(await listOf(mine, "strength").filter({ hasText: `My words ${id}` }).getAttribute("data-version")).toBe("1");

  mine.once("dialog", (dialog) => void dialog.accept());
  await notice(mine, other).getByRole("button", { name: "Discard" }).click();
  await expect(listOf(mine, "strength")).toHaveCount(1);
  await expect(mine.locator("#withdrawn-items > li")).toHaveCount(2);
  await expect(listOf(io, "strength")).toHaveCount(1);
});

test("too long and empty: the message stands beside the field and the text is kept", async ({ person, server }) => {
  const { io, mine, board, id } = await scene(person, server, "Limits");
  const long = "x".repeat(2001);
  const add = mine.locator("#add-threat-text");
  await add.fill(long);
  await add.press("Enter");
  await expect(mine.locator("#add-threat-error")).toHaveText(/longer than 2,000 characters/);
  await expect(add).toHaveValue(long);
  await expect(add).toHaveAttribute("aria-invalid", "true");
  await expect(add).toHaveAccessibleDescription(/longer than 2,000 characters/);
  await add.press("End");
  await add.press("Backspace");
  await add.press("Enter");
  await expect(listOf(mine, "threat")).toHaveCount(1);
  await expect(mine.locator("#add-threat-error")).toBeHidden();
  await expect(add).toHaveAccessibleDescription("");
  await expect(add).not.toHaveAttribute("aria-invalid");

  await mine.locator("#add-opportunity-text").fill("   ");
  await mine.getByRole("button", { name: "Add: opportunity" }).click();
  await expect(mine.locator("#add-opportunity-error")).toHaveText("Write something first.");

  await mine.locator("#add-weakness summary").click();
  await mine.locator("#add-weakness-text").fill("Short");
  const evidence = mine.getByLabel("Evidence for this weakness");
  await evidence.fill(long);
  await evidence.press("Control+Enter");
  await expect(evidence, "the field that is meant").toHaveAttribute("aria-invalid", "true");
  await expect(evidence).toHaveAccessibleDescription(/longer than 2,000 characters/);
  await expect(mine.locator("#add-weakness-text")).not.toHaveAttribute("aria-invalid");

  const field = await edit(mine, id);
  const error = itemOf(mine, id).locator(".field-error");
  for (const [text, message] of [
    [long, /longer than 2,000 characters/],
    ["", /write something first/i],
  ] as const) {
    await field.fill(text);
    await itemOf(mine, id).getByRole("button", { name: "Save" }).click();
    await expect(error).toHaveText(message);
    await expect(field).toHaveValue(text);
    await expect(field).toHaveAccessibleDescription(message);
  }
  await open(io, board);
  await expect(listOf(io, "strength").locator(".item-text")).toHaveText(["Alumni help us"]);
});
