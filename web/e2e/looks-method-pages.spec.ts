// How the pages that follow from a board look to those who measure: groups, joint items, what meets what, options, the
// comparison and the report; empty, full and with an error.
import { examine } from "./examine";
import { addItem, begin, expect, newAnalysis, newAnalysisOf, post, quadrants, test, uuid, type Page } from "./harness";
import { imported } from "./lists";
import { beginPhase, fill } from "./method";

test.describe.configure({ timeout: 240_000 });

/** press sends a form as the page has it, without what a browser would ask first. */
async function press(page: Page, button: string): Promise<void> {
  await page.locator("form").evaluateAll((forms) => forms.forEach((form) => form.setAttribute("novalidate", "")));
  await page.getByRole("button", { name: button, exact: true }).click();
}

test("groups: nothing to group, none made, some, by a frame, with an error, and for a reader", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const board = await newAnalysis(io, "Groups");
  await io.goto(`${board}/themes?frame=own`);
  await examine(io, "themes-empty");
  const ids = await fill(board, io, registrar);
  await io.goto(`${board}/themes?frame=own`);
  await examine(io, "themes-none");
  await press(io, "Make the group");
  await expect(io.locator(".field-error").first()).toBeVisible();
  await examine(io, "themes-error");
  await io.goto(`${board}/themes?frame=own`);
  for (const n of [1, 4]) await io.locator(`#theme-item-${ids[n]} [type=checkbox]`).check();
  await io.getByLabel("New group").fill("Money and recognition");
  await io.getByRole("button", { name: "Make the group" }).click();
  await expect(io.getByRole("heading", { name: "Money and recognition" })).toBeVisible();
  await io.getByLabel("New group").fill("Teaching");
  await io.getByRole("button", { name: "Make the group" }).click();
  await expect(io.getByRole("heading", { name: "Teaching" })).toBeVisible();
  await examine(io, "themes");
  await io.locator(`#theme-item-${ids[0]} summary`).click();
  await examine(io, "themes-move");
  await io.goto(`${board}/themes?frame=ace`);
  await io.locator(".themes-bar .explain > summary").click();
  await examine(io, "themes-ace");
  await registrar.goto(`${board}/themes?frame=own`);
  await examine(registrar, "themes-reader");
});

test("lists brought in, and joint items: none, chosen, asked why, made, and for a reader", async ({ person, visitor }) => {
  const { slug, io } = await begin(visitor);
  await io.goto(`/${slug}/swot/import`);
  await examine(io, "lists");
  await imported("offices", ["slug,name,kind,head_email", "library,Library,office,", "registrar,Registrar’s Office,office,", "senate,Senate,body,"], slug);
  await io.getByLabel("Title of each analysis").fill("SWOT 2026");
  await io.locator("#import-pasted").fill("office\tquadrant\ttext\nnobody\tstrength\tNo such office\n\tthreat\tOf no office\n");
  await press(io, "Show what would be imported");
  await expect(io.locator(".reasons")).toBeVisible();
  await examine(io, "lists-error");
  await io.locator("#import-pasted").fill(
    ["office\tquadrant\ttext", "library\tweakness\tNo scholarships for students from abroad", "registrar\tthreat\tStudents from abroad get no scholarships",
      "senate\tweakness\tScholarships for students from abroad are missing", "library\tstrength\tOpen at night", "registrar\topportunity\tA new alliance looks for partners"].join("\n"),
  );
  await io.getByRole("button", { name: "Show what would be imported" }).click();
  await expect(io.locator(".tally")).toContainText("3 offices");
  await examine(io, "lists-preview");
  await io.getByRole("button", { name: "Import", exact: true }).click();
  await expect(io.locator("tbody tr")).toHaveCount(3);
  await examine(io, "analyses");
  const board = await newAnalysisOf(io, slug, "Where we stand together");
  await io.goto(`${board}/merge`);
  await examine(io, "merge-empty");
  for (const box of await io.getByRole("group", { name: "Analyses" }).getByRole("checkbox").all()) await box.check();
  await io.getByRole("button", { name: "Put their items side by side" }).click();
  await io.getByRole("link", { name: "Which items say the same?" }).click();
  await io.getByRole("link", { name: /^Select these/ }).first().click();
  await examine(io, "merge-chosen");
  await io.locator("#merge-quadrant").selectOption("weakness");
  await io.getByRole("button", { name: "Make a joint item" }).click();
  await expect(io.getByText("Please say in a sentence why")).toBeVisible();
  await examine(io, "merge-error");
  await io.getByLabel("Why under this heading").fill("We decide on our own budget");
  await io.getByRole("button", { name: "Make a joint item" }).click();
  await expect(io.locator(".joint-list > li")).toHaveCount(1);
  await io.getByRole("button", { name: /^Take over as it is: Open at night/ }).click();
  await expect(io.locator(".joint-list > li")).toHaveCount(2);
  await io.locator(".joint .joint-parts > summary").first().click();
  await examine(io, "merge");
  await io.goto(board);
  await examine(io, "board-joint");
  const demo = await person("international");
  const empty = await newAnalysis(demo, "Nothing joint");
  const registrar = await person("registrar");
  await registrar.goto(`${empty}/merge`);
  await examine(registrar, "merge-reader");
});

test("what meets what: nothing, choosing, scores, what it comes to", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const board = await newAnalysis(io, "Meets");
  await io.goto(`${board}/matrix`);
  await examine(io, "matrix-empty");
  const ids = await fill(board, io, registrar);
  await registrar.goto(`${board}/matrix`);
  await examine(registrar, "matrix-waits");
  await io.goto(`${board}/matrix`);
  await examine(io, "matrix-choose");
  await io.getByRole("button", { name: "Let these meet" }).click();
  await expect(io.getByRole("button", { name: "Let everybody give scores" })).toBeVisible();
  await examine(io, "matrix-chosen");
  await io.getByRole("button", { name: "Let everybody give scores" }).click();
  for (const [who, score] of [[io, 3], [registrar, -2]] as const)
    for (const [n, outside] of ids.slice(5).entries())
      for (const inside of ids.slice(0, 4 + (n % 2))) await post(who, `${board}/matrix/scores`, { inside, outside, score: String(n % 2 ? score : 2) });
  await registrar.goto(`${board}/matrix`);
  await examine(registrar, "matrix-scores");
  await post(io, `${board}/matrix/shown`, { shown: "1" });
  await io.goto(`${board}/matrix`);
  await examine(io, "matrix-results");
});

test("options: nothing, none, a form, an error, some, and for a reader", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const board = await newAnalysis(io, "Options");
  await io.goto(`${board}/options`);
  await examine(io, "options-empty");
  const ids = await fill(board, io, registrar);
  await io.goto(`${board}/options`);
  await examine(io, "options-none");
  await io.getByRole("link", { name: "Write an option", exact: true }).click();
  await examine(io, "options-form");
  await press(io, "Save");
  await expect(io.locator(".field-error").first()).toBeVisible();
  await examine(io, "options-error");
  const write = (kind: string, text: string, ...items: string[]) =>
    io.request.post(`${board}/options`, { data: new URLSearchParams([["id", uuid()], ["kind", kind], ["text", text], ...items.map((id) => ["items", id])]).toString(), headers: { "Content-Type": "application/x-www-form-urlencoded" } });
  await write("so", "Offer the alliance our sixty agreements as its network overseas", ids[0]!, ids[5]!);
  await write("so", "Recognise what employers teach", ids[1]!);
  await write("wt", "Keep a fund for students whose visas come late", ids[4]!, ids[7]!);
  await io.goto(`${board}/options`);
  await expect(io.locator("li.option")).toHaveCount(3);
  await examine(io, "options");
  await registrar.goto(`${board}/options`);
  await examine(registrar, "options-reader");
});

test("the comparison: nothing chosen, and last year's; the report", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const before = await newAnalysis(io, "Where we stood last year");
  for (const quadrant of quadrants) await addItem(io, before, quadrant, `What was said last year of a ${quadrant}`);
  await addItem(io, before, "weakness", "Hardly any scholarships for students from abroad");
  const board = await newAnalysis(io, "Where we stand this year");
  await fill(board, io, registrar);
  await io.goto(`${board}/compare`);
  await examine(io, "compare-empty");
  await io.goto(`${board}/compare?with=${before.split("/").at(-1)}`);
  await expect(io.getByRole("heading", { name: /^Still true/ })).toBeVisible();
  await examine(io, "compare");
  await beginPhase(io, board, "grouping");
  const report = await io.goto(`${board}/report`);
  if (report!.status() === 200) await examine(io, "report");
});
