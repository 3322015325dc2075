// How the pages of strategies look to those who measure: full, empty, with an error, with words that are hard to set.
import { examine } from "./examine";
import { begin, expect, post, test, uuid, type BrowserContext, type Page } from "./harness";

const urdu = "بین الاقوامی تعلقات کی حکمتِ عملی اور طلبہ کی نقل و حرکت";
const unbroken = "Internationalisierungsstrategieentwicklungsarbeitsgruppe".repeat(3);

/** strategy opens one in an institution; of must be its international office's. */
async function strategy(of: Page | BrowserContext, slug: string, title: string, template = ""): Promise<string> {
  const id = uuid();
  await post(of, `/${slug}/strategies`, { id, title, period: "2027–2031", template });
  return `/${slug}/strategies/${id}`;
}

/** section adds one with its text. */
async function section(of: Page, url: string, title: string, kind: "text" | "pillar", markup: string): Promise<string> {
  const id = uuid();
  await post(of, `${url}/sections`, { id, title, kind });
  await post(of, `${url}/sections/${id}/text`, { markup, version: "0" });
  return id;
}

/** plan puts a goal, an objective and an indicator into a pillar and returns the address of the objective. */
async function plan(of: Page, url: string, pillar: string, text: string): Promise<{ objective: string; indicator: string }> {
  const [goal, objective, indicator] = [uuid(), uuid(), uuid()];
  await post(of, `${url}/goals`, { id: goal, section: pillar, text });
  await post(of, `${url}/objectives`, { id: objective, section: pillar, goal, text, office: "" });
  await post(of, `${url}/objectives/${objective}/indicators`, { id: indicator, name: "Students who studied abroad", unit: "number", direction: "up", baseline: "120", baseline_year: "2026", frequency: "year" });
  return { objective: `${url}/objectives/${objective}`, indicator: `${url}/indicators/${indicator}` };
}

/** unchecked lets forms go that the browser would keep back, so that the server's words are seen. */
const unchecked = (page: Page) => page.evaluate(() => document.querySelectorAll("form").forEach((form) => (form.noValidate = true)));

const unfold = (page: Page) => page.evaluate(() => document.querySelectorAll<HTMLDetailsElement>("main details:not(.menu)").forEach((part) => (part.open = true)));

/** editors waits until every text can be written in. */
async function editors(page: Page, texts: number): Promise<void> {
  await expect(page.locator("[id^=text-][contenteditable=true]")).toHaveCount(texts);
}

test.describe.configure({ timeout: 240_000 });

test("the list of strategies: empty, with an error, full", async ({ visitor }) => {
  const { slug, io } = await begin(visitor);
  await io.goto(`/${slug}/strategies`);
  await examine(io, "strategies-empty");
  await unfold(io);
  await unchecked(io);
  await io.getByLabel("Title", { exact: true }).fill("");
  await io.getByRole("button", { name: "Open the strategy" }).click();
  await expect(io.locator(".field-error, [id$=-error]").first()).toBeVisible();
  await examine(io, "strategies-error");
  for (let i = 0; i < 40; i += 1) await strategy(io, slug, i === 0 ? unbroken : i === 1 ? urdu : `Strategy number ${i}`);
  await io.goto(`/${slug}/strategies`);
  await examine(io, "strategies-full");
  await io.goto(`/${slug}/strategies/labels`);
  await examine(io, "strategies-labels");
});

test("a strategy that says nothing yet", async ({ visitor }) => {
  const { slug, io } = await begin(visitor);
  const url = await strategy(io, slug, "Nothing yet");
  await io.goto(url);
  await examine(io, "strategy-empty");
  await io.goto(`${url}/edit`);
  await examine(io, "strategy-empty-edit");
  await io.goto(`${url}/versions`);
  await examine(io, "versions-empty");
  await io.goto(`${url}/setup`);
  await unfold(io);
  await examine(io, "strategy-setup");
  await post(io, `${url}/withdraw`, {});
  await io.goto(url);
  await examine(io, "strategy-withdrawn");
  await io.goto(`/${slug}/strategies/${uuid()}`);
  await examine(io, "strategy-absent");
});

test("a strategy with words that are hard to set", async ({ visitor }) => {
  const { slug, io } = await begin(visitor);
  const url = await strategy(io, slug, unbroken);
  await section(io, url, urdu, "text", `# ${urdu}\n\n${urdu}\n\n- ${urdu}\n- ${unbroken}\n\n| ${unbroken} | ${urdu} |\n| --- | --- |\n| 1 | 2 |\n\n> ${unbroken}`);
  const pillar = await section(io, url, unbroken, "pillar", unbroken);
  const { objective, indicator } = await plan(io, url, pillar, `${unbroken} ${urdu}`);
  await io.goto(url);
  await unfold(io);
  await examine(io, "strategy-hard");
  await io.goto(`${url}/edit`);
  await editors(io, 1);
  await examine(io, "strategy-hard-edit");
  await io.goto(objective);
  await examine(io, "objective-hard");
  await io.goto(indicator);
  await examine(io, "indicator-hard");
});

test("the demonstration's strategy, as it is read and written", async ({ person }) => {
  const io = await person("international");
  await io.goto("/demo/strategies");
  const url = await io.locator("main a[href*='/demo/strategies/']").filter({ hasText: "Internationalisation" }).first().getAttribute("href");
  const reader = await person("library");
  await reader.goto(url!);
  await examine(reader, "strategy-read");
  await io.goto(`${url}/edit`);
  await expect(io.locator("[id^=text-][contenteditable=true]").first()).toBeVisible();
  await examine(io, "strategy-edit");
  await unfold(io);
  await examine(io, "strategy-edit-unfolded");
  await io.goto(`${url}/library`);
  await examine(io, "indicator-library");
});

test("versions, comparison, authors, and a text as simple markup", async ({ visitor }) => {
  const { slug, io } = await begin(visitor);
  const url = await strategy(io, slug, "In versions");
  const text = await section(io, url, "Why we go abroad", "text", "We go abroad because our students ask for it.\n\n- One reason\n- Another reason");
  const pillar = await section(io, url, "At home", "pillar", "What we do here.");
  const { objective } = await plan(io, url, pillar, "Teach one course in three in English");
  await post(io, `${url}/versions`, { id: uuid(), note: "As the working group read it" });
  await io.goto(`${url}/sections/${text}/text`);
  await examine(io, "text-markup");
  await io.getByRole("textbox").first().fill("We go abroad because everyone asks for it.");
  await post(io, `${url}/sections/${text}/text`, { markup: "We stay because our students ask for it.\n\n- Another reason", version: await io.locator("input[name=version]").inputValue() });
  await io.getByRole("button", { name: "Save" }).click();
  await examine(io, "text-conflict");
  await post(io, `${url}/versions`, { id: uuid(), note: "" });
  await io.goto(`${url}/versions`);
  await unfold(io);
  await examine(io, "versions");
  await io.goto(`${url}/versions/1`);
  await examine(io, "version");
  await io.goto(`${url}/versions/1/compare/2`);
  await examine(io, "versions-compare");
  await io.goto(`${url}/sections/${text}/authors`);
  await examine(io, "section-authors");
  await io.goto(objective);
  await unchecked(io);
  await io.getByLabel("Text", { exact: true }).or(io.locator("textarea[name=text]")).first().fill("");
  await io.getByRole("button", { name: "Save" }).first().click();
  await examine(io, "objective-error");
});
