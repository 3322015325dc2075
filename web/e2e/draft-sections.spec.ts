// What is done to a section as a whole, without leaving the page: it is done, it is said, and the focus stays where one goes on.
import { expect, post, test, type Page } from "./harness";
import { addSection, newText, openToWrite } from "./text";

const heading = (page: Page) => page.locator("#sections h2");
const note = (page: Page) => page.locator(".toast");
const menu = (page: Page, id: string) => page.locator(`#tools-${id} > summary`);

/** choose opens a section's menu by the keyboard and presses one of its buttons. */
async function choose(page: Page, id: string, name: RegExp): Promise<void> {
  await menu(page, id).press("Enter");
  await page.locator(`#tools-${id}`).getByRole("button", { name }).press("Enter");
}

test("sections are added, renamed, moved and given goals", async ({ person }) => {
  const page = await person("international");
  const first = await newText(page, "Its sections");
  await openToWrite(page, first);
  const add = page.locator("#add-section");
  await add.locator("summary").press("Enter");
  await add.getByLabel("Title").fill("How we follow it up");
  await add.getByLabel("Title").press("Enter");
  await expect(heading(page)).toHaveText(["Why we go abroad", "How we follow it up"]);
  await expect(note(page)).toContainText("“How we follow it up” stands at the end now.");
  await expect(page.getByRole("status").filter({ hasText: "“How we follow it up” stands at the end now." })).toHaveCount(1);
  await expect(add.locator("summary")).toBeFocused();
  await expect(add.getByLabel("Title")).toHaveValue("");

  await menu(page, first.id).press("Enter");
  await page.locator(`#rename-${first.id}`).fill("Why we go");
  await page.locator(`#rename-${first.id}`).press("Enter");
  await expect(heading(page).first()).toHaveText("Why we go");
  await expect(note(page)).toContainText("The section is called “Why we go” now.");
  await expect(menu(page, first.id)).toBeFocused();

  await choose(page, first.id, /^Move down/);
  await expect(heading(page)).toHaveText(["How we follow it up", "Why we go"]);
  await expect(note(page)).toContainText("“Why we go” has moved down.");
  await expect(menu(page, first.id)).toBeFocused();

  await choose(page, first.id, /^Give it goals and objectives/);
  await expect(page.locator(`#add-objective-${first.id}`)).toBeVisible();
  await expect(note(page)).toContainText("“Why we go” can have goals and objectives now.");
  await page.locator(`#add-objective-${first.id}`).fill("Every student meets the world");
  await page.locator(`#add-objective-${first.id}`).press("Enter");
  await expect(page.locator(`#section-${first.id} .objective-text`)).toContainText("Every student meets the world");
  await expect(page.locator(`#add-objective-${first.id}`)).toBeFocused();
  await expect(page.locator(`#add-objective-${first.id}`)).toHaveValue("");

  await choose(page, first.id, /^Make it text alone/); // it has an objective
  await expect(page.locator(`#tools-${first.id}`).getByRole("alert")).toContainText("This section has goals or objectives.");
});

test("a removed section is put back from the note, and from below the text", async ({ person }) => {
  const page = await person("international");
  const first = await newText(page, "Removed");
  const second = await addSection(page, first.strategy, "Risks");
  await openToWrite(page, first);
  await choose(page, first.id, /^Remove/);
  await expect(heading(page)).toHaveText(["Risks"]);
  await expect(note(page)).toContainText("“Why we go abroad” was removed.");
  await expect(menu(page, second.id), "the focus goes to what now stands in its place").toBeFocused();
  await note(page).getByRole("button", { name: "Put it back" }).press("Enter");
  await expect(heading(page)).toHaveText(["Why we go abroad", "Risks"]);
  await expect(menu(page, first.id)).toBeFocused();

  await choose(page, second.id, /^Remove/);
  await expect(heading(page)).toHaveText(["Why we go abroad"]);
  await expect(menu(page, first.id)).toBeFocused();
  await page.locator("#removed > summary").press("Enter");
  await page.getByRole("button", { name: "Put back: Risks" }).press("Enter");
  await expect(heading(page)).toHaveText(["Why we go abroad", "Risks"]);
  await expect(note(page)).toContainText("“Risks” is back in its place.");
  await expect(menu(page, second.id)).toBeFocused();
});

test("the contents count the words as the head of the page does", async ({ person }) => {
  const page = await person("international");
  const text = await newText(page, "Counted");
  const markup = "From 2012–2017 some 3.5 % went abroad – don’t forget: well-known partners/friends (1,200).\n\n国際化 of the 大学 and a #hash – in all.";
  await post(page, `${text.url}/text`, { version: "0", base: "", markup });
  await page.goto(text.strategy);
  await expect(page.locator(".outline-all")).toHaveText("23 words in all");
  await expect(page.locator("#draft-words")).toHaveText("23 words");
  await expect(page.locator(".draft-facts")).toContainText("23 words");
});
