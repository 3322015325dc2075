// Seventeen offices say what they have to say, each in a browser of its own, while two drafters write in the same text.
// At the end every contribution stands in the answers with its answer, and its author was told.
import { expect, post, test, uuid, type Page } from "./harness";
import { allSaved } from "./text";

const offices = (
  "registrar library finance human-resources research student-affairs admissions quality international information-technology communications careers languages business humanities science law"
).split(" ");

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

test("seventeen offices are heard while two drafters write", async ({ person }) => {
  test.setTimeout(420_000);
  const io = await person("international");
  const [id, section] = [uuid(), uuid()];
  const url = `/demo/strategies/${id}`;
  await post(io, "/demo/strategies", { id, title: "Everybody", period: "" });
  await post(io, `${url}/sections`, { id: section, title: "Aims", kind: "text" });
  const markup = offices.map((office, n) => `Aim ${n} concerns the words of ${office}. Place ${n} stands beside it.`).join("\n\n");
  await post(io, `${url}/sections/${section}/text`, { markup, version: "0" });
  await post(io, `${url}/consultation`, { id: uuid(), closes: `${new Date().getFullYear() + 1}-01-01T00:00:00Z` });

  // Two drafters type at the end of two paragraphs until everybody was heard.
  const drafters = [io, await person("international")];
  let heard = false;
  let typed = 0;
  const writing = drafters.map(async (page, n) => {
    await page.goto(`${url}/edit`);
    await page.locator(`[contenteditable=true]`).last().locator("p").nth(3 + 5 * n).click();
    await page.keyboard.press("End");
    while (!heard) {
      await page.keyboard.type(` and ${n}${typed++}`, { delay: 30 });
      await allSaved(page);
    }
  });

  const speak = async (office: string, n: number) => {
    const page = await person(office);
    await page.goto(url);
    await mark(page, section, `Aim ${n} concerns`);
    await page.getByRole("toolbar").getByRole("button", { name: "Comment" }).click();
    await page.getByLabel("What you want to say").fill(`A comment of ${office}`);
    await page.locator("#say").getByRole("button", { name: "Comment" }).click();
    await expect(page.getByText(`A comment of ${office}`, { exact: true })).toBeVisible();
    await mark(page, section, `Place ${n}`);
    await page.getByRole("toolbar").getByRole("button", { name: "Suggest" }).click();
    await page.getByLabel("Write instead").fill(`Site ${n}`);
    await page.locator("#say").getByRole("button", { name: "Suggest" }).click();
    await expect(page.locator(`.remark[data-exact="Place ${n}"]`)).toHaveCount(1);
    await page.goto(`${url}/consultation`);
    await page.getByLabel("We agree, with remarks").first().check();
    await page.getByLabel("Remarks, or what you object to and why").first().fill(`A remark of ${office}`);
    await page.getByRole("button", { name: "Take this position" }).first().click();
    await expect(page.getByText("The position stands there now.")).toBeVisible();
    await page.context().close();
  };
  const waiting = offices.map((office, n) => () => speak(office, n));
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next();
  };
  await Promise.all([lane(), lane(), lane()]);
  heard = true;
  await Promise.all(writing);

  const total = 3 * offices.length;
  await io.goto(`${url}/answers`);
  await expect(io.locator("#answers")).toHaveAttribute("data-total", String(total));
  await io.goto(`${url}/suggestions`);
  for (const box of await io.locator("input[name=thread]").all()) await box.check();
  await io.getByRole("button", { name: "Put them into the text" }).click();
  await expect(io.getByText(`${offices.length} suggestions are in the text.`)).toBeVisible();
  await io.goto(`${url}/answers`);
  const open = await io.getByRole("link", { name: /^Answer it/ }).evaluateAll((links) => links.map((link) => link.getAttribute("href")!));
  expect(open).toHaveLength(total - offices.length);
  for (const thread of open) await post(io, `${thread}/disposition`, { disposition: "deferred", reason: "We come back to it." });
  await post(io, `${url}/consultation/publish`, {});
  await io.goto(`${url}/answers`);
  await expect(io.locator("#answers")).toHaveAttribute("data-total", String(total));
  await expect(io.locator(".answer-list .remark-answer")).toHaveCount(total);
  await expect(io.getByText("Not published yet")).toHaveCount(0);
  await io.goto(url);
  for (let n = 0; n < offices.length; n++) await expect(io.locator(`#text-${section}`)).toContainText(`Site ${n}`);
  for (const office of [offices[0]!, offices.at(-1)!]) {
    const page = await person(office);
    await page.goto("/account/notifications");
    await expect(page.locator("li", { hasText: "Everybody" }).filter({ hasText: "There is an answer to what you said" })).toHaveCount(3);
  }
});
