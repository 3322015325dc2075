// One person turns the lists of a whole university into one analysis, in one sitting: the ten lists of Eastern Washington
// University and that of the West Indies, as their people made them. What it takes in clicks and requests is counted.
import { begin, expect, test, type Locator, type Page } from "./harness";
import { imported, listsOf, type List } from "./lists";
import { groups, type Group } from "./sitting";

test.describe.configure({ timeout: 240_000 });

const headings: Record<string, string> = { strength: "Strengths", weakness: "Weaknesses", opportunity: "Opportunities", threat: "Threats" };

/** Hand does what a person does, and counts it. */
class Hand {
  clicks = 0;
  typed = 0;
  readonly requests: Record<string, number> = { GET: 0, POST: 0 };
  private readonly begun = performance.now();
  readonly laps: string[] = [];

  constructor(readonly page: Page) {
    page.on("request", (request) => {
      if (request.isNavigationRequest() || request.resourceType() === "fetch") this.requests[request.method()]!++;
    });
  }

  async click(what: Locator): Promise<void> {
    this.clicks++;
    await what.click();
  }

  async fill(what: Locator, text: string): Promise<void> {
    this.clicks++;
    this.typed += text.length;
    await what.fill(text);
  }

  async choose(what: Locator, option: string | { label: string }): Promise<void> {
    this.clicks += 2;
    await what.selectOption(option);
  }

  lap(what: string): void {
    const { GET, POST } = this.requests;
    this.laps.push(`${what}: ${this.clicks} clicks, ${this.typed} letters, ${GET} GET, ${POST} POST, ${((performance.now() - this.begun) / 1_000).toFixed(1)} s`);
  }
}

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const exactly = (text: string) => new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`);
const candidate = (page: Page, text: string) => page.locator("[data-candidate]").filter({ has: page.locator(".candidate-text", { hasText: exactly(text) }) });

/** merge ticks what says the same, and writes it once. */
async function merge(hand: Hand, { words, quadrant, reason, parts }: Group): Promise<void> {
  const { page } = hand;
  for (const text of parts) {
    for (const one of await candidate(page, text).all()) {
      const box = one.getByRole("checkbox");
      if (!(await box.isChecked())) await hand.click(box);
    }
  }
  await hand.fill(page.getByLabel("Words of the joint item"), words);
  if (reason) {
    await expect(page.locator("#merge-reason")).toContainText("different headings");
    await hand.choose(page.locator("#merge-quadrant"), quadrant);
    await hand.fill(page.getByLabel("Why under this heading"), reason);
  }
  await hand.click(page.getByRole("button", { name: "Make a joint item" }));
  await expect(page.locator(".joint", { hasText: words }), words).toHaveCount(1);
}

async function bringIn(hand: Hand, slug: string, lists: List[]): Promise<void> {
  const { page } = hand;
  await page.goto(`/${slug}/swot`);
  await hand.click(page.getByRole("link", { name: "Bring in lists of offices" }));
  await hand.fill(page.getByLabel("Title of each analysis"), "SWOT 2026");
  const table = lists.flatMap((list) => list.items.map((item) => `${list.slug},${item.quadrant},${cell(item.text)}`));
  const file = { name: "lists.csv", mimeType: "text/csv", buffer: Buffer.from(["office,quadrant,text", ...table].join("\n")) };
  hand.clicks++;
  await page.locator("#import-file").setInputFiles(file);
  await hand.click(page.getByRole("button", { name: "Show what would be imported" }));
  await expect(page.locator(".tally")).toContainText(`${table.length} rows are ready`);
  await expect(page.locator(".tally")).toContainText("11 offices");
  await hand.click(page.getByRole("button", { name: "Import", exact: true }));
  await expect(page.getByText("11 analyses were opened.")).toBeVisible();
}

test("eleven lists become one analysis with options, every joint item with its offices", async ({ visitor }) => {
  const { slug, io } = await begin(visitor);
  const lists = [...(await listsOf("Eastern Washington University")), ...(await listsOf("The University of the West Indies"))];
  const kinds = lists.map((list) => `${list.slug},${cell(list.name)},${list.slug === "ewu-sen" ? "body" : "office"},`);
  await imported("offices", ["slug,name,kind,head_email", ...kinds], slug);
  const hand = new Hand(io);
  await bringIn(hand, slug, lists);
  hand.lap("eleven lists are brought in");

  await hand.click(io.locator("summary", { hasText: "New SWOT analysis" }));
  await hand.fill(io.getByLabel("Title"), "Where the university stands");
  await hand.click(io.getByRole("button", { name: "Open the analysis" }));
  await expect(io.locator("#board")).toBeVisible();
  const board = new URL(io.url()).pathname;
  await hand.click(io.getByRole("link", { name: "Joint items", exact: true }));
  for (const box of await io.getByRole("group", { name: "Analyses" }).getByRole("checkbox").all()) await hand.click(box);
  await hand.click(io.getByRole("button", { name: "Put their items side by side" }));
  await expect(io.locator("[data-candidate]")).toHaveCount(lists.reduce((sum, list) => sum + list.items.length, 0));
  hand.lap("all items stand side by side");

  await hand.click(io.getByRole("link", { name: "Which items say the same?" }));
  await expect(io.locator(".suggestion").filter({ hasText: "Affordability" })).toHaveCount(1);
  hand.laps.push(`${await io.locator(".suggestion").count()} suggestions`);
  await hand.click(io.getByRole("link", { name: /^Select these: Affordability/ }));
  for (const group of groups) await merge(hand, group);
  hand.lap(`${groups.length} joint items are made`);
  const threats = lists.flatMap((list) => list.items.filter((item) => item.quadrant === "threat"));
  for (const { text } of threats) {
    await hand.click(io.getByRole("button", { name: `Take over as it is: ${text}` }));
    await expect(io.locator(".joint", { hasText: text })).toHaveCount(1);
  }
  hand.lap(`${threats.length} items are taken over`);

  const joints = io.locator(".joint-list > li");
  await expect(joints).toHaveCount(groups.length + threats.length);
  for (const group of groups) {
    const names = lists.filter((list) => list.items.some((item) => group.parts.includes(item.text))).map((list) => list.name);
    const joint = joints.filter({ hasText: group.words });
    await expect(joint.locator(".joint-parts > summary")).toHaveText(`${names.length} offices`);
    await joint.locator(".joint-parts > summary").click();
    for (const name of names) await expect(joint.locator(".joint-parts")).toContainText(name);
    if (group.reason) await expect(joint).toContainText(group.reason);
  }

  await hand.click(io.getByRole("link", { name: "Results", exact: true }));
  const chosen = [...groups.map((group) => group.words), ...threats.slice(0, 2).map((item) => item.text)];
  for (const words of chosen) {
    await hand.click(io.getByRole("button", { name: `Shortlist: ${words}` }));
    await expect(io.locator(".short-list")).toContainText(words);
  }
  hand.lap("the short list is chosen");

  await hand.click(io.getByRole("link", { name: "Themes", exact: true }));
  await hand.click(io.getByRole("link", { name: "Own themes" }));
  for (const words of [groups[0]!.words, groups[2]!.words]) await hand.click(io.getByLabel(`Tick: ${words}`));
  await hand.fill(io.getByLabel("New group"), "Access");
  await hand.click(io.getByRole("button", { name: "Make the group" }));
  await expect(io.locator("section.theme", { has: io.getByRole("heading", { name: "Access", exact: true }) }).locator(".theme-item")).toHaveCount(2);
  await hand.click(io.getByRole("link", { name: "Six ACE areas" }));
  const ace = { "Partnerships and networks": groups[4]!.words, "Faculty and staff support": groups[1]!.words };
  for (const [area, words] of Object.entries(ace)) {
    const card = io.locator(".theme-item", { hasText: words });
    await hand.click(card.locator("summary"));
    await hand.choose(card.getByLabel("Group"), { label: area });
    await hand.click(card.locator("form").getByRole("button"));
    await expect(io.locator("section.theme", { has: io.getByRole("heading", { name: area, exact: true }) }).locator(".theme-item")).toHaveCount(1);
  }
  hand.lap("items are grouped in two frames");

  await hand.click(io.getByRole("link", { name: "Options", exact: true }));
  const [strength, weakness, opportunity] = (["strength", "weakness", "opportunity"] as const).map((q) => groups.find((group) => group.quadrant === q)!.words);
  const options: [string, string, string, string][] = [
    ["Use a strength for an opportunity", "Offer what is affordable to partners who look for it", strength!, opportunity!],
    ["Use a strength against a threat", "Keep tuition low with a fund of alumni", strength!, threats[0]!.text],
    ["Overcome a weakness by an opportunity", "Share staff with partner universities", weakness!, opportunity!],
    ["Limit a weakness and a threat", "Say early which programmes go on", weakness!, threats[1]!.text],
  ];
  for (const [kind, text, ...items] of options) {
    await hand.click(io.getByRole("link", { name: `Write an option: ${kind}` }));
    await hand.fill(io.getByLabel("What the institution could do"), text);
    for (const words of items) await hand.click(io.getByRole("group", { name: "Items that it uses" }).locator("label", { hasText: words }));
    await hand.click(io.getByRole("button", { name: "Save", exact: true }));
    await expect(io.getByRole("region", { name: kind }).locator("li.option")).toHaveText(new RegExp(text));
  }
  hand.lap("four options are written");

  const exported = (await (await io.request.get(`${board}.json`)).json()) as { items: { text: string; sources?: string[]; shortlisted?: boolean }[]; options: { kind: string; items: string[] }[] };
  for (const group of groups) {
    const item = exported.items.find((one) => one.text === group.words)!;
    expect(item.sources!.length, group.words).toBeGreaterThanOrEqual(group.parts.length);
    expect(item.shortlisted, group.words).toBe(true);
  }
  expect(exported.options.map((option) => `${option.kind} ${option.items.length}`).sort()).toEqual(["so 2", "st 2", "wo 2", "wt 2"]);
  expect((await io.request.get(`${board}.csv`)).status()).toBe(200);

  if ((await io.request.get(`${board}/report`)).ok()) {
    await hand.click(io.getByRole("link", { name: "Report", exact: true }));
    for (const [, text] of options) await expect(io.locator("main")).toContainText(text);
    hand.lap("the report is opened");
  }
  console.log(hand.laps.join("\n"));
  expect(hand.clicks, "clicks of the whole sitting").toBeLessThan(220);
});
