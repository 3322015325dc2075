// People who stand in the room come onto the board by a link, are let in by whoever runs it, and reach nothing else.
import { addItem, enter, expect, listOf, newAnalysis, open, test, uuid, type Enter, type Page, type Visit } from "./harness";

const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true };
const status = async (page: Page, path: string) => (await page.request.get(path, { maxRedirects: 0 })).status();
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
/** The room's list and the waiting page ask every two seconds. */
const soon = { timeout: 8_000 };

/** doorOf opens the door from the board, as the host does, and returns the link that stands beside the code. */
async function doorOf(host: Page, analysis: string): Promise<string> {
  await host.goto(analysis);
  await host.getByRole("link", { name: "Let people in" }).click();
  await host.getByRole("button", { name: "Open the door" }).click();
  await expect(host.getByRole("img", { name: "Code that opens the address beside it" })).toBeVisible();
  return (await host.locator(".room-address").textContent())!.trim();
}

/** ask opens the link on a phone, or in the browser described, and asks to be let in. */
async function ask(visitor: Visit, link: string, name: string, office = "library", options = {}): Promise<Page> {
  const guest = await visitor({ ...phone, ...options });
  await guest.goto(link);
  await guest.getByLabel("Your name").fill(name);
  await guest.getByLabel("Your office").selectOption(office);
  await guest.getByRole("button", { name: "Ask to be let in" }).tap();
  await expect(heading(guest)).toHaveText("Waiting to be let in");
  return guest;
}

async function scene(person: Enter, title: string): Promise<{ host: Page; analysis: string; link: string }> {
  const host = await person("international");
  const analysis = await newAnalysis(host, title);
  return { host, analysis, link: await doorOf(host, analysis) };
}

test("a guest is let in with one press, lands on the board, writes live, and reaches nothing else", async ({ person, visitor, server }) => {
  const { host, analysis, link } = await scene(person, "In the room");
  expect(link.startsWith(`${server.url}/join/`), link).toBe(true);
  const wall = await host.context().newPage();
  await open(wall, analysis);

  const guest = await ask(visitor, link, "Gita Rao");
  expect(await status(guest, analysis), "before being let in").toBe(303);
  await expect(host.getByRole("button", { name: "Let in: Gita Rao" }), "the host's list shows it by itself").toBeVisible(soon);
  await expect(host.locator("#room-count")).toContainText("1");
  await host.getByRole("button", { name: "Let in: Gita Rao" }).click();

  // Nothing is pressed on the phone.
  await expect(guest).toHaveURL(server.url + analysis, soon);
  await expect(guest.getByRole("heading", { name: "Strengths" })).toBeVisible();
  await guest.getByLabel("Add a strength").fill("Written on a phone");
  await guest.getByRole("button", { name: "Add: strength" }).tap();
  const item = listOf(wall, "strength").filter({ hasText: "Written on a phone" });
  await expect(item).toBeVisible();
  await expect(item.locator(".item-office")).toHaveText("Library");
  await addItem(wall, analysis, "threat", "From the wall");
  await expect(listOf(guest, "threat"), "and the other way").toHaveCount(1);
  expect(await guest.evaluate(() => document.documentElement.scrollWidth), "the board fits the phone").toBeLessThanOrEqual(390);

  const other = await newAnalysis(host, "Next door");
  const id = await addItem(host, other, "strength", "Not for guests");
  for (const path of ["", "/people", "/offices", "/swot", "/groups", "/activity", "/settings", "/people/onboard", "/seat"]) {
    expect(await status(guest, `/demo${path}`), path).toBe(404);
  }
  for (const path of [other, `${other}.json`, `${other}/events`]) expect(await status(guest, path), path).toBe(404);
  expect(await status(guest, `${analysis}/room`), "the room of one's own board is its host's").toBe(403);
  expect((await guest.request.post(`${analysis}/room/admit`, { form: { all: "1" }, maxRedirects: 0 })).status()).toBe(403);
  for (const [path, form] of [
    [`${other}/items`, { id: uuid(), quadrant: "strength", text: "By force" }],
    [`${other}/items/${id}/withdraw`, {}],
    ["/demo/invitations", { id: uuid(), email: "friend@demo.example", role: "international_office" }],
  ] as const) {
    expect((await guest.request.post(path, { form, maxRedirects: 0 })).status(), path).toBe(404);
  }
  const answer = await guest.goto("/demo/people");
  expect(answer!.status()).toBe(404);
  await expect(guest.locator("article.problem")).toBeVisible();
  await guest.goto("/");
  await expect(guest, "home is the one board").toHaveURL(server.url + analysis);
});

test("all who wait are let in with one press, and an office by its own", async ({ person, visitor, server }) => {
  const { host, analysis, link } = await scene(person, "A full room");
  const library = await Promise.all(["Lena Ito", "Bo Ek"].map((name) => ask(visitor, link, name)));
  const finance = await Promise.all(["Rui Costa", "Ada Kane"].map((name) => ask(visitor, link, name, "finance")));
  await expect(host.getByRole("button", { name: "Let in all 4" })).toBeVisible(soon);
  await host.getByRole("button", { name: "Let in all of Library" }).click();
  await expect(host.locator(".flash")).toHaveText("2 people were let in.");
  for (const guest of library) await expect(guest).toHaveURL(server.url + analysis, soon);
  for (const guest of finance) await expect(heading(guest)).toHaveText("Waiting to be let in");
  await host.getByRole("button", { name: "Let in all 2" }).click();
  for (const guest of finance) await expect(guest).toHaveURL(server.url + analysis, soon);
  const inside = host.getByRole("region", { name: "Let in", exact: true });
  for (const name of ["Lena Ito", "Bo Ek", "Rui Costa", "Ada Kane"]) await expect(inside).toContainText(name);

  await host.getByRole("button", { name: "Close the door" }).click();
  await expect(host.getByRole("heading", { name: "The door is closed" })).toBeVisible();
  expect(await status(await visitor(), link), "a closed door").toBe(404);
  const late = library[0]!;
  await late.getByLabel("Add a weakness").fill("Who is inside stays");
  await late.getByRole("button", { name: "Add: weakness" }).tap();
  await expect(listOf(late, "weakness")).toHaveCount(1);
  await expect(listOf(finance[0]!, "weakness")).toHaveCount(1);
});

test("who is turned away is told so, gets nowhere, and may ask again", async ({ person, visitor, server }) => {
  const { host, analysis, link } = await scene(person, "Turned away");
  const guest = await ask(visitor, link, "Mallory");
  await expect(host.getByRole("button", { name: "Turn away: Mallory" })).toBeVisible(soon);
  await host.getByRole("button", { name: "Turn away: Mallory" }).click();
  await expect(host.locator(".flash")).toContainText("Turned away.");
  await expect(heading(guest)).toHaveText("Not this time", soon);
  expect(await status(guest, analysis), "signed in nowhere").toBe(303);
  expect((await guest.request.post(`${link}/enter`, { maxRedirects: 0 })).headers()["location"], "no way round the host").toContain("/waiting");
  expect(await status(guest, analysis)).toBe(303);

  await guest.getByRole("link", { name: "Ask again" }).tap();
  await guest.getByLabel("Your name").fill("Mallory Okoro");
  await guest.getByLabel("Your office").selectOption("library");
  await guest.getByRole("button", { name: "Ask to be let in" }).tap();
  await host.getByRole("button", { name: "Let in: Mallory Okoro" }).click(soon);
  await expect(guest).toHaveURL(server.url + analysis, soon);
});

test("who has an account goes on to the board, or is told to sign out first", async ({ person, visitor, server }) => {
  const { host, analysis, link } = await scene(person, "With an account");
  const registrar = await person("registrar");
  await registrar.goto(link);
  await expect(registrar, "a member needs no letting in").toHaveURL(server.url + analysis);

  const stranger = await visitor();
  await enter(stranger.context(), "registrar@second.example");
  await stranger.goto(link);
  await expect(stranger.getByText("your account does not reach this analysis")).toBeVisible();
  expect(await status(stranger, analysis)).toBe(404);
  await stranger.getByRole("button", { name: "Sign out" }).last().click();
  await stranger.goto(link);
  await expect(stranger.getByLabel("Your name")).toBeVisible();
  await expect(host.locator("#room-count")).not.toContainText("1 ");
});

test("without JavaScript everybody goes on by loading the page anew", async ({ person, visitor, server }) => {
  const plain = { javaScriptEnabled: false };
  const host = await person("international", plain);
  const analysis = await newAnalysis(host, "Plain room");
  const link = await doorOf(host, analysis);
  const guest = await visitor({ ...phone, ...plain });
  await guest.goto(link);
  await guest.getByLabel("Your name").fill("Gita Rao");
  await guest.locator("form").evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await guest.getByRole("button", { name: "Ask to be let in" }).tap();
  await expect(guest.getByLabel("Your office"), "without an office the form comes back").toHaveAttribute("aria-invalid", "true");
  await expect(guest.getByLabel("Your name")).toHaveValue("Gita Rao");
  await guest.getByLabel("Your office").selectOption("library");
  await guest.getByRole("button", { name: "Ask to be let in" }).tap();
  await expect(heading(guest)).toHaveText("Waiting to be let in");

  await host.getByRole("link", { name: "Refresh" }).click();
  await host.getByRole("button", { name: "Let in: Gita Rao" }).click();
  await expect(host.locator(".flash")).toHaveText("1 person was let in.");
  await expect(heading(guest), "the page loads itself anew").toHaveText("You are let in", { timeout: 10_000 });
  await guest.getByRole("button", { name: "Go to the board" }).tap();
  await expect(guest).toHaveURL(server.url + analysis);
  await guest.getByLabel("Add a strength").fill("Written without a script");
  await guest.getByRole("button", { name: "Add: strength" }).tap();
  await expect(listOf(guest, "strength").locator(".item-text")).toHaveText("Written without a script");
  await host.goto(analysis);
  await expect(listOf(host, "strength").locator(".item-office")).toHaveText("Library");
});
