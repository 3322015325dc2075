// From nothing but two commands to seventeen offices on a board: an international office brings everybody on board.
import { accept, addItem, begin, bring, expect, found, listOf, newAnalysisOf, open, password, test, type Page } from "./harness";

const offices = [
  "Registrar", "Library", "Finance", "Human Resources", "Student Affairs", "Research Office", "Quality Assurance", "Alumni Office", "Communications",
  "Language Centre", "Career Centre", "Data Centre", "School of Medicine", "School of Engineering", "Faculty of Law", "Faculty of Arts", "Academic Senate",
];
const people = [
  "Sana Iqbal", "Lena Ito", "Finn O’Brien", "Hana Müller", "Sofia Østergård", "Rui Costa", "Quentin Adeyemi", "Aylin Demir", "Carlos Peña",
  "Li Wei", "Carla Rossi", "Dana Novák", "مريم حسن", "Emil Șerban", "Laura Žukauskaitė", "Anna D'Amico", "Sven Åkesson",
];
const email = (n: number, slug: string) => `person${n}@${slug}.example`;

const problem = (page: Page) => page.locator("article.problem");
const field = (page: Page) => page.getByLabel("Rows copied from Excel");
const show = (page: Page) => page.getByRole("button", { name: "Show what will happen", exact: true }).click();
const preview = (page: Page) => page.getByRole("region", { name: "What will happen", exact: true });
const invited = (page: Page) => page.locator(".invited tbody tr");
const status = async (page: Page, path: string) => (await page.request.get(path)).status();

/** fillIn accepts an invitation as a new person does, on its page. */
async function fillIn(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Accept the invitation" }).click();
}

/** one invites one person by the page and leaves the list of those invited in sight. */
async function one(io: Page, slug: string, line: string): Promise<void> {
  await io.goto(`/${slug}/people/onboard`);
  await field(io).fill(line);
  await show(io);
  await preview(io).getByRole("button", { name: "Invite 1 person" }).click();
}

/** copied presses "Copy a link" and reads the link off the page that shows it once. */
async function copied(io: Page, slug: string, who: string): Promise<string> {
  await io.goto(`/${slug}/people/onboard`);
  await io.getByRole("button", { name: `Copy a link: ${who}` }).click();
  await expect(io.getByRole("heading", { level: 1 })).toContainText(`A link for ${who}`);
  return io.getByLabel("Link", { exact: true }).inputValue();
}

test("from two commands to seventeen offices, signed in and on a board", async ({ visitor, server, playwright }) => {
  test.setTimeout(120_000);
  const { slug, name, invitation } = await found();
  const start = `${server.url}/${slug}`;

  const io = await visitor();
  await io.goto(invitation);
  await expect(io.getByRole("heading", { level: 1 })).toHaveText(name);
  await fillIn(io, invitation, "Ines Okafor");
  await expect(io).toHaveURL(start);
  await expect(io.getByRole("heading", { level: 1 })).toHaveText(/Welcome,\s*Ines Okafor/);

  // The start page says what comes first.
  const first = io.getByRole("region", { name: "What waits for you" }).getByRole("listitem").first();
  await expect(first).toContainText("invite one person of each");
  await first.getByRole("link", { name: /^Bring offices on board/ }).click();

  // Seventeen rows as Excel puts them on the clipboard; the address of one was never an address.
  const lines = offices.map((office, n) => `${office}\t${people[n]}\t${email(n, slug)}`);
  const bad = lines[4]!.replace("@", " at ");
  await field(io).fill(lines.with(4, bad).join("\r\n"));
  await expect(io.locator("#pasted-count")).toHaveText("16 addresses");
  await show(io);
  await expect(preview(io).locator(".tally")).toHaveText(/16 people are invited\s*16 new offices\s*1 line is left out/);
  await expect(preview(io).getByRole("alert")).toContainText(/Line 5:\s*Student Affairs Sofia Østergård person4 at \S+\s*There is no e-mail address in this line\./);
  await expect(preview(io).locator("tbody tr")).toHaveCount(16);
  await expect(preview(io).locator("tbody tr").filter({ hasText: "Dana Novák" })).toHaveText(/Data Centre\s*new.*is invited/s);
  expect(await (await io.request.get(`/${slug}/offices`)).text(), "a preview writes nothing").not.toContain("Data Centre");

  // The good ones go; the bad one stays in the field, is corrected and goes as well.
  await preview(io).getByRole("button", { name: "Invite 16 people" }).click();
  await expect(io.locator(".flash")).toContainText("16 people are invited. 16 offices were added. No mail server is set: print the sheet of links.");
  await expect(field(io)).toHaveValue(bad);
  await expect(io.getByRole("alert")).toContainText("Student Affairs");
  await field(io).fill((await field(io).inputValue()).replace(" at ", "@"));
  await show(io);
  await expect(preview(io).locator(".tally")).toHaveText(/1 person is invited\s*1 new office/);
  await preview(io).getByRole("button", { name: "Invite 1 person" }).click();
  await expect(io).toHaveURL(/#invited$/);
  for (const person of people) await expect(invited(io).filter({ hasText: person })).toHaveCount(1);

  // No mail server: one slip for each, to cut up and hand over.
  await io.locator("summary", { hasText: "Print a sheet of links" }).click();
  await io.getByRole("button", { name: "Make the sheet" }).click();
  await expect(io.getByRole("heading", { level: 1 })).toHaveText("Links to hand over");
  await expect(io.locator(".slip svg.qr")).toHaveCount(17);
  const slips = await io.locator(".slip").evaluateAll((all) =>
    all.map((slip) => [slip.querySelector("h2")!.textContent!.trim(), slip.querySelector(".slip-link")!.textContent!.trim()] as const),
  );
  const links = new Map(slips);
  expect([...links.keys()].sort()).toEqual([...offices].sort());
  expect(new Set(links.values()).size, "seventeen different links").toBe(17);
  for (const link of links.values()) expect(link.startsWith(`${server.url}/invitations/`), link).toBe(true);

  // All seventeen accept, and each stands in the institution afterwards.
  const three: Page[] = [];
  for (const [n, office] of offices.entries()) {
    const link = links.get(office)!;
    if (n < 3) {
      const page = await visitor();
      await fillIn(page, link, people[n]!);
      await expect(page).toHaveURL(start);
      await expect(page.locator(".flash")).toHaveText(`Welcome to ${name}.`);
      three.push(page);
      continue;
    }
    const request = await playwright.request.newContext({ baseURL: server.url });
    const answer = await request.post(link, { form: { name: people[n]!, password } });
    expect(answer.url(), people[n]).toBe(start);
    expect(await answer.text()).toContain(`Welcome to ${name}.`);
    expect((await request.get(link)).status(), "a link opens once").toBe(404);
    await request.dispose();
  }
  await io.goto(`/${slug}/people/onboard`);
  for (const person of people) await expect(invited(io).filter({ hasText: person })).toContainText("Joined");
  await expect(io.getByText("Send again to all who have not joined")).toHaveCount(0);

  // The international office opens an analysis from its start page.
  await io.goto(start);
  await expect(io.getByRole("link", { name: /^Bring offices on board/ })).toHaveCount(0);
  await io.getByRole("link", { name: "New SWOT analysis" }).click();
  await io.getByLabel("Title").fill("Where do we stand?");
  await io.getByRole("button", { name: "Open the analysis" }).click();
  await expect(io).toHaveURL(/\/swot\/[0-9a-f-]{36}$/);
  const board = new URL(io.url()).pathname;
  await open(io, board);

  // It waits for the offices on their start pages, and from there all write on one board.
  for (const page of three) {
    await page.goto(start);
    const live = page.waitForResponse((answer) => /\/events\?|\?since=/.test(answer.url()) && answer.ok());
    await page.getByRole("link", { name: /^Add items/ }).click();
    await live;
    await expect(page).toHaveURL(start + board.slice(slug.length + 1));
  }
  for (const [n, page] of three.entries()) {
    await page.getByLabel("Add a strength").fill(`What ${offices[n]} is good at`);
    await page.getByLabel("Add a strength").press("Enter");
  }
  for (const page of [io, ...three]) {
    const items = listOf(page, "strength");
    await expect(items).toHaveCount(3);
    for (const n of [0, 1, 2]) {
      await expect(items.filter({ hasText: `What ${offices[n]} is good at` }).locator(".item-office")).toHaveText(offices[n]!);
    }
    await expect(page.locator("#presence")).toContainText("Sana Iqbal");
  }
});

test("a copied link replaces the earlier one, opens once, and a withdrawn one is not there", async ({ visitor, server }) => {
  const { io, slug } = await begin(visitor);
  await io.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  const mara = invited(io).filter({ hasText: "Mara Lind" });
  await one(io, slug, `Library\tMara Lind\tmara.lind@${slug}.example`);
  const earlier = await copied(io, slug, "Mara Lind");
  const guest = await visitor();
  expect(await status(guest, earlier), "a program that looks at links").toBe(200);
  const later = await copied(io, slug, "Mara Lind");
  expect(later).not.toBe(earlier);
  await io.getByRole("button", { name: "Copy the link" }).click();
  await expect(io.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await io.evaluate(() => navigator.clipboard.readText())).toBe(later);
  await io.goto(`/${slug}/people/onboard`);
  await expect(mara).toContainText("Link handed over");

  expect((await guest.goto(earlier))!.status(), "the earlier link").toBe(404);
  await expect(problem(guest)).toBeVisible();
  const read = guest.waitForResponse((answer) => answer.url().endsWith("/opened"));
  expect((await guest.goto(later))!.status(), "the later link").toBe(200);
  expect((await read).status()).toBe(204);
  await io.reload();
  await expect(mara, "the office sees that it was read").toContainText("Opened");

  // Withdrawn while its page is open: what was typed gets nobody in.
  await mara.locator("summary").click();
  await io.getByRole("button", { name: "Withdraw the invitation" }).click();
  await expect(io.locator(".flash")).toHaveText("The invitation to Mara Lind was withdrawn.");
  await guest.getByLabel("Your name").fill("Mara Lind");
  await guest.getByLabel("Password").fill(password);
  const answered = guest.waitForResponse((response) => response.request().method() === "POST" && new URL(response.url()).pathname === new URL(later).pathname);
  await guest.getByRole("button", { name: "Accept the invitation" }).click();
  expect((await answered).status()).toBe(404);
  await expect(problem(guest)).toBeVisible();
  expect(await status(guest, later)).toBe(404);
  await guest.goto(`/${slug}`);
  await expect(guest, "nobody was signed in").toHaveURL(/\/sign-in/);

  // Invited anew the person comes in, once.
  await one(io, slug, `Library\tMara Lind\tmara.lind@${slug}.example`);
  const last = await copied(io, slug, "Mara Lind");
  await fillIn(guest, last, "Mara Lind");
  await expect(guest).toHaveURL(`${server.url}/${slug}`);
  expect(await status(await visitor(), last), "used").toBe(404);
});

test("somebody with an account at another institution joins by one button", async ({ visitor, server }) => {
  const first = await begin(visitor);
  const second = await begin(visitor);
  const address = `noor.haddad@${first.slug}.example`;
  const [invitation] = await bring(first.io, first.slug, [`Library\tNoor Haddad\t${address}`]);
  const noor = await visitor();
  await accept(noor, invitation!, "Noor Haddad");

  const { io, slug, name } = second;
  await one(io, slug, `Language Centre\tN. Haddad\t${address}`);
  const link = await copied(io, slug, "N. Haddad");

  const other = first.io;
  await other.goto(link);
  await expect(other.getByRole("alert")).toContainText(/This invitation is for\s+noor\.haddad@\S+,\s+but you are signed in as\s+Ines Okafor/);
  await expect(other.getByRole("button", { name: "Join" })).toHaveCount(0);
  expect((await other.request.post(link, { form: {}, maxRedirects: 0 })).status(), "another person's invitation").toBe(403);
  expect(await status(other, `/${slug}`)).toBe(404);

  expect(await status(noor, `/${slug}`), "before joining").toBe(404);
  await noor.goto(link);
  await expect(noor.getByText("You are signed in with the address that was invited:")).toBeVisible();
  await expect(noor.locator("main input")).toHaveCount(0);
  await noor.getByRole("button", { name: "Join" }).click();
  await expect(noor).toHaveURL(`${server.url}/${slug}`);
  await expect(noor.locator(".flash")).toHaveText(`Welcome to ${name}.`);
  await noor.goto("/");
  await expect(noor.getByRole("heading", { level: 1 })).toHaveText("Your institutions");
  await noor.getByRole("link", { name }).click();
  await expect(noor.locator(".sidebar .me-name")).toContainText("Language Centre");
  await noor.goto(`/${first.slug}`);
  await expect(noor.locator(".sidebar .me-name")).toContainText("Library");

  // What is written at one is not found at the other.
  const board = await newAnalysisOf(io, slug, "Ours");
  await addItem(noor, board, "strength", "Written at the second institution");
  expect(await status(noor, board), "one's own").toBe(200);
  expect(await status(noor, board.replace(slug, first.slug))).toBe(404);
  expect(await status(other, board)).toBe(404);
});

test("without JavaScript one row is brought, its link handed over and accepted", async ({ visitor, server }) => {
  const plain = { javaScriptEnabled: false };
  const { slug, invitation } = await found();
  const io = await visitor(plain);
  await fillIn(io, invitation, "Ines Okafor");
  await io.getByRole("region", { name: "What waits for you" }).getByRole("link", { name: /^Bring offices on board/ }).click();

  await field(io).fill("Library, Mara Lind, mara.lind");
  await show(io);
  await expect(preview(io).getByRole("alert")).toContainText("Line 1:");
  await expect(preview(io).getByRole("button")).toHaveCount(0);
  await expect(field(io)).toHaveValue("Library, Mara Lind, mara.lind");
  await field(io).fill(`Library, Mara Lind, mara.lind@${slug}.example`);
  await show(io);
  await expect(preview(io).locator("tbody tr")).toHaveText(/Library.*Mara Lind.*is invited/s);
  await preview(io).getByRole("button", { name: "Invite 1 person" }).click();
  await expect(io.locator(".flash")).toContainText("One person is invited.");

  await io.getByRole("button", { name: "Copy a link: Mara Lind" }).click();
  await expect(io.getByRole("button", { name: "Copy the link" }), "a button that could do nothing").toBeHidden();
  const link = await io.getByLabel("Link", { exact: true }).inputValue();
  const mara = await visitor(plain);
  await mara.goto(link);
  await mara.getByLabel("Your name").fill("Mara Lind");
  await mara.getByLabel("Password").fill(password);
  await mara.getByRole("button", { name: "Accept the invitation" }).click();
  await expect(mara).toHaveURL(`${server.url}/${slug}`);
  await expect(mara.locator(".sidebar .me-name")).toContainText(/Mara Lind\s*Library/);

  await io.goto(`/${slug}/people/onboard`);
  await expect(invited(io).filter({ hasText: "Mara Lind" })).toContainText("Joined");
});
