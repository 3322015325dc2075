// Offices are heard on a strategy: they mark words and say something, suggest others, take positions, and each is answered.
import { examine } from "./examine";
import { expect, post, test, uuid, type BrowserContext, type Page } from "./harness";

const words = "Every student goes abroad once. Staff learn languages. The library opens at night.";

/** strategy opens one in the demo with one section; of must be its international office's. */
async function strategy(of: Page | BrowserContext, title: string, markup = words): Promise<{ url: string; section: string }> {
  const [id, section] = [uuid(), uuid()];
  const url = `/demo/strategies/${id}`;
  await post(of, "/demo/strategies", { id, title, period: "2027–2031" });
  await post(of, `${url}/sections`, { id: section, title: "Aims", kind: "text" });
  await post(of, `${url}/sections/${section}/text`, { markup, version: "0" });
  return { url, section };
}

/** mark selects words of a section, as a hand does. */
async function mark(page: Page, section: string, marked: string): Promise<void> {
  await page.evaluate(
    ([section, marked]) => {
      const walker = document.createTreeWalker(document.getElementById(`text-${section}`)!, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent!.indexOf(marked!);
        if (at < 0) continue;
        getSelection()!.setBaseAndExtent(node, at, node, at + marked!.length);
        return;
      }
      throw new Error(`${marked} is not there`);
    },
    [section, marked],
  );
}

const remarks = (page: Page) => page.locator("#remarks > li");

test("selected words are commented on and replaced, and each contribution is answered", async ({ person }) => {
  const io = await person("international");
  const library = await person("library");
  const finance = await person("finance");
  const { url, section } = await strategy(io, "Everyone's suggestions");
  for (const page of [io, library, finance]) await page.goto(url);

  await mark(library, section, "anguages"); // a hand has missed the first letter
  await library.getByRole("toolbar").getByRole("button", { name: "Comment" }).click();
  await expect(library.getByLabel("The words that you mean")).toHaveValue("languages");
  await library.getByLabel("What you want to say").fill("Which ones?");
  await library.locator("#say").getByRole("button", { name: "Comment" }).click();
  await expect(remarks(library)).toHaveCount(1);
  await expect(remarks(library)).toHaveAttribute("data-exact", "languages");
  await expect(remarks(library)).toHaveAttribute("data-state", "anchored");
  await expect(remarks(library).locator(".remark-back")).toBeFocused();

  // The others see it without loading the page; the words lead to it, and it leads to the words.
  await expect(remarks(io)).toHaveCount(1);
  await io.locator(".said-ref").click();
  await expect(remarks(io).locator(".remark-back")).toBeFocused();
  await io.keyboard.press("Enter");
  await expect(io.locator(".said-ref")).toBeFocused();

  await mark(finance, section, "goes abroad once");
  await finance.getByRole("toolbar").getByRole("button", { name: "Suggest" }).click();
  await finance.getByLabel("Write instead").fill("may go abroad");
  await finance.locator("#say").getByRole("button", { name: "Suggest" }).click();
  await expect(remarks(finance)).toHaveCount(2);
  await expect(remarks(io)).toHaveCount(2);

  const suggested = io.locator("#remarks > li[data-kind=suggestion]");
  await suggested.getByRole("link", { name: /^Open/ }).click();
  await io.getByRole("button", { name: /^Accept/ }).click();
  await expect(io.getByText("In the text", { exact: true })).toBeVisible();
  await expect(library.locator(`#text-${section}`)).toContainText("Every student may go abroad.");
  await io.goto(url);
  await io.locator("#remarks > li[data-kind=comment]").getByRole("link", { name: /^Open/ }).click();
  await io.getByLabel("What becomes of it").selectOption("declined");
  await io.getByLabel("Why").fill("Each school chooses.");
  await io.getByRole("button", { name: "Save the answer" }).click();
  await expect(io.getByText("Not published yet")).toBeVisible();
  await expect(remarks(library).first()).not.toContainText("Each school chooses.");

  await io.goto(`${url}/answers`);
  await expect(io.locator("#answers")).toHaveAttribute("data-total", "2");
  await io.getByText("Publish the answers", { exact: true }).click();
  await io.getByRole("button", { name: "Publish them" }).click();
  await expect(io.getByText(/answers are published/)).toBeVisible();
  await expect(remarks(library).first()).toContainText("Each school chooses.");
  await library.goto("/account/notifications");
  await library.getByText("When you want a mail").click();
  await library.getByLabel("There is an answer to what you said").selectOption("daily");
  await library.getByRole("button", { name: "Save the choices" }).click();
  await expect(library.getByLabel("There is an answer to what you said")).toHaveValue("daily");
  await library.getByRole("link", { name: "There is an answer to what you said" }).first().click();
  await expect(remarks(library).first().locator(".remark-back")).toBeFocused();
  await expect(library).toHaveURL(/#thread-/);
});

test("what is kept in the office is not on others' pages, and positions are seen at once", async ({ person }) => {
  const io = await person("international");
  const library = await person("library");
  const { url, section } = await strategy(io, "Positions");
  await library.goto(url);
  await io.goto(url);
  await mark(library, section, "The library");
  await library.getByRole("toolbar").getByRole("button", { name: "Comment" }).click();
  await library.getByLabel("What you want to say").fill("Who pays for the nights?");
  await library.getByLabel(/Keep it in our office/).check();
  await library.locator("#say").getByRole("button", { name: "Comment" }).click();
  await expect(remarks(library)).toHaveCount(1);
  await post(io, `${url}/threads`, { id: uuid(), section, text: "A word of the international office" });
  await expect(remarks(io)).toHaveCount(1);
  await expect(io.getByText("Who pays for the nights?")).toHaveCount(0);
  await library.getByText("Who pays for the nights?").waitFor();
  await library.getByRole("link", { name: "Open: Who pays for the nights?" }).click();
  await library.getByRole("button", { name: "Send it on" }).click();
  await expect(library.getByText("It was sent on. Everybody sees it now.")).toBeVisible();
  await expect(io.getByText("Who pays for the nights?")).toHaveCount(1);

  await io.goto(`${url}/consultation`);
  await io.getByRole("button", { name: "Open the consultation" }).click();
  await expect(io.locator("#office-library")).toContainText("Not heard yet");
  await io.getByRole("button", { name: "Remind: Library" }).click();
  await expect(io.getByText(/1 office is reminded/)).toBeVisible();
  await library.goto(`${url}/consultation`);
  await library.getByLabel("We object").check();
  await library.getByRole("button", { name: "Take this position" }).click();
  await expect(library.getByText(/Please say what your office objects to/).first()).toBeVisible();
  await library.getByLabel("Remarks, or what you object to and why").fill("The nights are not staffed.");
  await library.getByLabel("What would resolve an objection").fill("Two more posts.");
  await library.getByRole("button", { name: "Take this position" }).click();
  await expect(io.locator("#office-library [data-position=objection]")).toContainText("Two more posts.");
  await io.goto(`${url}/answers`);
  await expect(io.getByText("1 objections without an answer")).toBeVisible();
});

test.describe("without JavaScript", () => {
  test("a comment is written with words copied from the text, and comes back when they are not there", async ({ person }) => {
    const library = await person("library", { javaScriptEnabled: false });
    const io = await person("international");
    const { url } = await strategy(io, "Without a script");
    await library.goto(url);
    await library.getByText("Say something", { exact: true }).click();
    await library.getByLabel("About").selectOption("Aims");
    await library.getByLabel("The words that you mean").fill("Staff speak");
    await library.getByLabel("What you want to say").fill("Do they?");
    await library.getByRole("button", { name: "Comment" }).click();
    await expect(library.getByText(/These words do not stand in the section/)).toBeVisible();
    await expect(library.getByLabel("What you want to say")).toHaveValue("Do they?");
    await library.getByLabel("The words that you mean").fill("Staff learn");
    await library.getByRole("button", { name: "Comment" }).click();
    await expect(remarks(library)).toHaveCount(1);
    await library.getByRole("link", { name: "Mine (1)" }).click();
    await expect(remarks(library)).toHaveCount(1);
  });
});

test("how it looks: said, answered, heard, empty and with an error", async ({ person }) => {
  test.setTimeout(240_000);
  const io = await person("international");
  const library = await person("library");
  const { url, section } = await strategy(io, "How it looks");
  await io.goto(`${url}/answers`);
  await examine(io, "answers-empty");
  await io.goto(`${url}/consultation`);
  await examine(io, "consultation-none");
  const [comment, suggestion] = [uuid(), uuid()];
  await post(library, `${url}/threads`, { id: comment, section, exact: "Staff learn languages", text: "بین الاقوامی تعلقات کی حکمتِ عملی " + "Internationalisierungsstrategie".repeat(5) });
  await post(library, `${url}/suggestions`, { id: suggestion, section, exact: "at night", replacement: "at night and on Sundays", text: "" });
  await post(io, `${url}/threads/${comment}/replies`, { id: uuid(), text: "All of them." });
  await post(io, `${url}/threads/${comment}/disposition`, { disposition: "adapted", reason: "We name three.", publish: "1" });
  await io.goto(url);
  await expect(remarks(io)).toHaveCount(2);
  await examine(io, "said");
  await io.goto(`${url}/threads/${suggestion}`);
  await examine(io, "thread");
  await library.goto(`${url}/threads/${comment}`);
  await examine(library, "thread-author");
  await io.goto(`${url}/answers`);
  await examine(io, "answers");
  await io.goto(`${url}/threads?section=${section}`);
  await examine(io, "say");
  await library.goto("/account/notifications");
  await examine(library, "notices");
});

test("how a consultation looks", async ({ person }) => {
  test.setTimeout(240_000);
  const io = await person("international");
  const library = await person("library");
  const { url, section } = await strategy(io, "A consultation");
  await post(io, `${url}/consultation`, { id: uuid(), closes: "2027-01-01T10:00:00Z", guide: "Tell us what is missing.", sections: section });
  await post(library, `${url}/positions`, { id: uuid(), office: "library", position: "objection", reason: "The nights are not staffed.", remedy: "Two more posts." });
  await io.goto(`${url}/consultation`);
  await examine(io, "consultation");
  await library.goto(`${url}/consultation`);
  await examine(library, "consultation-office");
});
