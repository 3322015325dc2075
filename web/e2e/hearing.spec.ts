// The window of a consultation: its questions and fixed text, what is entered for an office, and several suggestions at once.
import { CommentRangeEnd, CommentRangeStart, CommentReference, DeletedTextRun, Document, InsertedTextRun, Packer, Paragraph, TextRun } from "docx";
import { examine } from "./examine";
import { expect, post, test, uuid, type BrowserContext, type Page } from "./harness";

const words = "Every student goes abroad once. Staff learn languages. The library opens at night.";

async function strategy(of: Page | BrowserContext, title: string): Promise<{ url: string; section: string }> {
  const [id, section] = [uuid(), uuid()];
  const url = `/demo/strategies/${id}`;
  await post(of, "/demo/strategies", { id, title, period: "2027–2031" });
  await post(of, `${url}/sections`, { id: section, title: "Aims", kind: "text" });
  await post(of, `${url}/sections/${section}/text`, { markup: words, version: "0" });
  return { url, section };
}

test("while the window is open the text stays as it is, and its questions are answered", async ({ person }) => {
  const io = await person("international");
  const library = await person("library");
  const { url } = await strategy(io, "Fixed");
  await io.goto(`${url}/consultation`);
  await io.getByLabel("Questions to the offices, one a line").fill("What is missing?\nWho pays?");
  await io.getByLabel(/Fix the text/).check();
  await io.getByRole("button", { name: "Open the consultation" }).click();
  await expect(io.locator("#window-fixed")).toBeVisible();
  await expect(async () => { // it is kept by a job, a moment later
    await io.reload();
    await expect(io.locator("#window-fixed a")).toHaveText("Version 1", { timeout: 300 });
  }).toPass({ timeout: 15_000 });
  await examine(io, "consultation-questions");

  await library.goto(`${url}/consultation`);
  const missing = library.locator("section", { has: library.getByRole("heading", { name: "1. What is missing?" }) });
  await missing.getByLabel("Your answer").fill("The archive.");
  await missing.getByRole("button", { name: "Answer: What is missing?" }).click();
  await expect(library.locator("#remarks > li[data-kind=remark]")).toContainText("The archive.");
  await expect(library.locator("#draft-head .tag")).toHaveText("In consultation");

  await io.goto(url);
  await expect(io.getByRole("link", { name: "Write", exact: true })).toHaveCount(0);
  expect((await io.goto(`${url}/edit`))!.status()).toBe(423);
  await io.goto(`${url}/consultation`);
  await expect(io.getByText("The archive.")).toBeVisible();
  await io.getByText("Close it now", { exact: true }).click();
  await io.getByRole("button", { name: "Close the consultation" }).click();
  await expect(io.getByText("The consultation is closed.")).toBeVisible();
  await io.goto(url);
  await expect(io.getByRole("link", { name: "Write", exact: true })).toBeVisible();
});

test("several suggestions are put into the text at once", async ({ person }) => {
  const io = await person("international");
  const [library, finance] = [await person("library"), await person("finance")];
  const { url, section } = await strategy(io, "Several");
  await io.goto(`${url}/suggestions`);
  await examine(io, "suggestions-empty");
  await post(library, `${url}/suggestions`, { id: uuid(), section, exact: "goes abroad once", replacement: "goes abroad twice", text: "" });
  await post(finance, `${url}/suggestions`, { id: uuid(), section, exact: "goes abroad once", replacement: "may go abroad once", text: "" });
  await post(finance, `${url}/suggestions`, { id: uuid(), section, exact: "at night", replacement: "on Sundays", text: "" });
  await io.goto(url);
  await io.getByRole("link", { name: "3 suggestions wait" }).click();
  await expect(io.getByText("2 suggestions for the same words: take up one of them.")).toBeVisible();
  await examine(io, "suggestions");
  await io.getByRole("button", { name: "Put them into the text" }).click();
  await expect(io.getByText("Please choose the suggestions that you want in the text.")).toBeVisible();
  for (const box of await io.locator("input[name=thread]").all()) await box.check();
  await io.getByRole("button", { name: "Put them into the text" }).click();
  await expect(io.getByText(/2 suggestions are in the text\. 1 was left as it is/)).toBeVisible();
  await io.goto(url);
  await expect(io.locator(`#text-${section}`)).toContainText("Every student goes abroad twice");
  await expect(io.locator(`#text-${section}`)).toContainText("The library opens on Sundays.");
});

test("what an office wrote into the Word file stands beside its words", async ({ person }) => {
  const io = await person("international");
  const library = await person("library");
  const { url } = await strategy(io, "Returned");
  const file = await Packer.toBuffer(
    new Document({
      comments: { children: [{ id: 0, author: "Head of the library", date: new Date("2026-11-20T10:00:00Z"), children: [new Paragraph("Which ones?")] },
        { id: 1, author: "Head of the library", date: new Date("2026-11-20T10:00:00Z"), children: [new Paragraph("This is about nothing that you have.")] }] },
      sections: [{ children: [
        new Paragraph({ children: [
          new TextRun("Every student goes abroad once. Staff learn "), new CommentRangeStart(0), new TextRun("languages"), new CommentRangeEnd(0), new TextRun({ children: [new CommentReference(0)] }),
          new TextRun(". The library opens "),
          new DeletedTextRun({ id: 1, author: "Head of the library", date: "2026-11-20T10:00:00Z", text: "at night" }),
          new InsertedTextRun({ id: 2, author: "Head of the library", date: "2026-11-20T10:00:00Z", text: "on Sundays" }),
          new TextRun("."),
        ] }),
        new Paragraph({ children: [new CommentRangeStart(1), new TextRun("Quite another paragraph of the library's own."), new CommentRangeEnd(1), new TextRun({ children: [new CommentReference(1)] })] }),
      ] }],
    }),
  );
  await io.goto(`${url}/consultation`);
  await io.goto(`${url}/returned`);
  await examine(io, "returned-empty");
  await io.getByRole("button", { name: "Show what is in it" }).click();
  await expect(io.getByText("Please choose the Word document (.docx) that came back.")).toBeVisible();
  await io.getByLabel("Word document (.docx)").setInputFiles({ name: "back.docx", mimeType: "application/octet-stream", buffer: Buffer.from("not a Word file") });
  await io.getByRole("button", { name: "Show what is in it" }).click();
  await expect(io.locator("#returned-error")).toBeVisible();
  await io.getByLabel("Word document (.docx)").setInputFiles({ name: "back.docx", mimeType: "application/octet-stream", buffer: file });
  await io.getByLabel("The office that sent it").selectOption("library");
  await io.getByRole("button", { name: "Show what is in it" }).click();
  await expect(io.getByRole("heading", { name: "3 comments and changes" })).toBeVisible();
  await expect(io.getByText("No place found")).toHaveCount(1);
  await examine(io, "returned");
  await io.getByRole("button", { name: "Enter what is ticked" }).click();
  await expect(io.getByText("3 are entered for the office, and the office is told.")).toBeVisible();

  await library.goto(url);
  await expect(library.locator("#remarks > li")).toHaveCount(3);
  await expect(library.locator("#remarks > li[data-exact=languages]")).toContainText("Which ones?");
  await expect(library.locator("#remarks > li[data-kind=suggestion] del")).toContainText("at night");
  await expect(library.locator("#remarks > li").first()).toContainText("Entered for the office, from a document");
  await library.getByRole("link", { name: "Open: Which ones?" }).click();
  await library.getByText("Change what you wrote").click(); // it is the office's to correct
  await library.getByLabel("Your words").fill("Which three?");
  await library.getByRole("button", { name: "Save", exact: true }).click();
  await expect(library.locator(".remark-text")).toHaveText("Which three?");
  await library.goto("/account/notifications");
  await expect(library.getByText("Returned").first()).toBeVisible();
});
