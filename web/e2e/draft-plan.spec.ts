// Objectives and goals are moved, taken out and put back where one is: the page stays, it is said, and the focus goes on.
import { expect, post, test, uuid } from "./harness";
import { newText, openToWrite, write } from "./text";

test("objectives are moved, taken out and put back without leaving the place", async ({ person }) => {
  const page = await person("international");
  const text = await newText(page, "Its objectives");
  await post(page, `${text.url}/kind`, { kind: "pillar" });
  const [first, second, third] = [uuid(), uuid(), uuid()];
  for (const [id, words] of [[first, "First"], [second, "Second"], [third, "Third"]] as const) {
    await post(page, `${text.strategy}/objectives`, { id, section: text.id, text: words });
  }
  await openToWrite(page, text);
  const words = page.locator(".objective-text > span");
  const note = page.locator(".toast");
  await page.evaluate(() => ((window as unknown as { same: boolean }).same = true));

  await page.getByRole("button", { name: "Move up: Third" }).press("Enter");
  await expect(words).toHaveText(["First", "Third", "Second"]);
  await expect(note).toContainText("It has moved up.");
  await expect(page.getByRole("button", { name: "Move up: Third" })).toBeFocused();
  await page.getByRole("button", { name: "Move up: Third" }).press("Enter");
  await expect(words).toHaveText(["Third", "First", "Second"]);
  await expect(page.locator(`#objective-${third}`).getByRole("button", { name: /^Move down/ })).toBeFocused();

  await page.getByRole("button", { name: "Remove: First" }).press("Enter");
  await expect(words).toHaveText(["Third", "Second"]);
  await expect(note).toContainText("It was taken out.");
  await expect(page.getByRole("button", { name: "Move up: Second" }), "the focus goes to what now stands in its place").toBeFocused();
  await note.getByRole("button", { name: "Put it back" }).press("Enter");
  await expect(words).toHaveText(["Third", "First", "Second"]);
  await expect(page.locator(`#objective-${first} .row-actions button`).first()).toBeFocused();

  await page.getByRole("button", { name: "Remove: Second" }).press("Enter");
  await expect(words).toHaveText(["Third", "First"]);
  await page.locator(".plan-gone > summary").press("Enter");
  await page.getByRole("button", { name: "Restore: Second" }).press("Enter");
  await expect(words).toHaveText(["Third", "First", "Second"]);
  await expect(note).toContainText("It is back in its place.");
  await expect(page.locator(`#objective-${second} .row-actions button`).first()).toBeFocused();
  expect(await page.evaluate(() => (window as unknown as { same?: boolean }).same), "the page is the same").toBe(true);
});

test("an objective that had no connection is added once there is one, and each form is named by its section", async ({ person }) => {
  const page = await person("international");
  const text = await newText(page, "Offline");
  await post(page, `${text.url}/kind`, { kind: "pillar" });
  await openToWrite(page, text);
  await expect(page.locator('summary[aria-label="Add a goal: Why we go abroad"]')).toHaveCount(1);
  const field = page.getByLabel("Add: Objective");
  await page.context().setOffline(true);
  await field.fill("Said on the train");
  await page.getByRole("button", { name: "Add an objective: Why we go abroad" }).click();
  const words = page.locator("[data-adds-error]").first();
  await expect(words).toHaveText("Not added yet: no connection. It is added as soon as there is one.");
  await field.press("End");
  await field.pressSequentially(", and more");
  await expect(words, "what is being changed waits for its button").toBeHidden();
  await page.getByRole("button", { name: /^Add an objective/ }).click();
  await expect(words).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.locator(".objective-text > span")).toHaveText(["Said on the train, and more"], { timeout: 20_000 });
  await expect(words).toBeHidden();
  await expect(field).toHaveValue("");

  await page.getByRole("link", { name: "Edit: Said on the train, and more" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).first().click();
  await expect(page.locator(".flash")).toContainText("Saved.");
});

test("whether everything is saved stays in sight, however far down one writes", async ({ person }) => {
  const page = await person("international", { viewport: { width: 390, height: 700 } });
  const text = await newText(page, "A long one");
  await post(page, `${text.url}/text`, { version: "0", base: "", markup: Array.from({ length: 60 }, (_, n) => `Paragraph ${n}`).join("\n\n") });
  await write(page, text);
  const standing = page.locator(".text-standing");
  await expect(standing).toHaveText("All changes saved");
  await expect(standing).toBeInViewport();
  await page.context().setOffline(true);
  await page.keyboard.type("On the train.");
  await expect(standing).toHaveText("Not saved yet: no connection. What you type is kept on this device.");
  await expect(standing).toBeInViewport();
  await page.context().setOffline(false);
  await expect(standing).toHaveText("All changes saved", { timeout: 20_000 });
});

test("what an objective answers is picked on a phone, and Save is not hundreds of items away", async ({ person }) => {
  const page = await person("international", { viewport: { width: 390, height: 700 } });
  const text = await newText(page, "Picked on a phone");
  await post(page, `${text.url}/kind`, { kind: "pillar" });
  const id = uuid();
  await post(page, `${text.strategy}/objectives`, { id, section: text.id, text: "Known abroad" });
  await page.goto(`${text.strategy}/objectives/${id}`);
  const save = page.locator("#write").getByRole("button", { name: "Save" });
  expect(await page.locator("[name=cites]").count(), "the demo has a long list").toBeGreaterThan(100);
  const below = await page.locator(".picker-search").evaluate((search) => document.querySelector("#write button.primary")!.getBoundingClientRect().top - search.getBoundingClientRect().top);
  expect(below).toBeLessThan(1_400); // two screens
  await page.getByLabel("Narrow this list").fill("reputation");
  await page.locator("[name=cites]:visible").first().check();
  await save.click();
  await expect(page.locator(`#objective-${id} .cite-chip`)).toHaveCount(1);
});
