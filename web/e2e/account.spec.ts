// A person's own account: a forgotten password, the browsers that are signed in, the role that one acts in; and the
// administrator of an installation, who sees no content.
import { randomBytes } from "node:crypto";
import {
  accept, addItem, begin, bring, cut, enter, expect, itemOf, linkIn, listOf, newAnalysisOf, open, password, test, uuid, type Page, type Visit,
} from "./harness";
import { run } from "./server";

const another = "three plain words";
const status = async (page: Page, path: string) => (await page.request.get(path)).status();
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const firefox = { userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" };

/** scene is a university with a librarian, whose first browser shows the live board. */
async function scene(visitor: Visit) {
  const university = await begin(visitor);
  const { io, slug } = university;
  const board = await newAnalysisOf(io, slug, "Where do we stand?");
  const address = `noor.haddad@${slug}.example`;
  const [invitation] = await bring(io, slug, [`Library\tNoor Haddad\t${address}`]);
  const noor = await visitor();
  await accept(noor, invitation!, "Noor Haddad");
  await open(noor, board);
  return { ...university, board, noor, address };
}

/** again signs the person in in one more browser and opens the board there. */
async function again(visitor: Visit, who: string, board: string, options = {}): Promise<Page> {
  const page = await visitor(options);
  await enter(page.context(), who);
  await open(page, board);
  return page;
}

/** signIn answers how the sign-in page takes a password: 303 or what it says instead. */
async function signIn(page: Page, email: string, word: string): Promise<number> {
  return (await page.request.post("/sign-in", { form: { email, password: word }, maxRedirects: 0 })).status();
}

/** out expects an open board to say that the session has ended, and that nothing more can be written by it. */
async function out(page: Page, board: string): Promise<void> {
  await expect(page.locator("#connection")).toContainText("Your session has ended.");
  const form = { id: uuid(), quadrant: "threat", text: "Too late" };
  expect((await page.request.post(`${board}/items`, { form, headers: { Live: "1" }, maxRedirects: 0 })).status()).toBe(401);
}

test("a forgotten password: one answer for everybody, a link by mail, and the other browsers are out", async ({ visitor }) => {
  const { noor, address, board, slug } = await scene(visitor);
  const page = await visitor();
  const said: string[] = [];
  for (const who of [`nobody@${slug}.example`, address]) {
    await page.goto("/sign-in");
    await page.getByRole("link", { name: "Forgotten your password?" }).click();
    await page.getByLabel("E-mail").fill(who);
    await button(page, "Send the link").click();
    await expect(page.getByRole("status").filter({ hasText: "This installation sends no mail" })).toBeVisible();
    said.push(`${page.url()}\n${await page.locator("main").innerHTML()}`);
  }
  expect(said[1], "known and unknown addresses").toBe(said[0]);

  // The link stands in the person's own mail, and in nobody else's.
  const mail = await noor.context().newPage();
  await mail.goto("/mail");
  const link = (await mail.locator('a[href*="/password/"]').first().getAttribute("href"))!;
  const io = await visitor();
  await enter(io.context(), `ines.okafor@${slug}.example`);
  await io.goto("/mail");
  await expect(io.locator("details.letter").filter({ hasText: "Noor Haddad" }).first(), "the international office sees that mail went out").toBeAttached();
  expect(await io.content()).not.toContain("/password/");

  await page.goto(link);
  await expect(page.getByText(address)).toBeVisible();
  await page.getByLabel("New password").fill("too short");
  await page.getByLabel("New password").evaluate((field) => field.removeAttribute("minlength"));
  await button(page, "Set the password and sign in").click();
  await expect(page.getByRole("alert")).toContainText("12");
  expect(await signIn(await visitor(), address, password), "the old one still holds").toBe(303);

  await cut([noor], async () => {
    await page.getByLabel("New password").fill(another);
    await button(page, "Set the password and sign in").click();
    await expect(page.locator(".flash")).toContainText("Your new password is set. You were signed out everywhere else.");
  });
  await out(noor, board);
  await expect(page, "the holder of the link is signed in").toHaveURL(new RegExp(`/${slug}$`));
  expect(await status(await visitor(), link), "the link opens once").toBe(404);
  expect(await signIn(await visitor(), address, password)).not.toBe(303);
  expect(await signIn(await visitor(), address, another)).toBe(303);
});

test("the list of one's browsers: one is ended, then all others, and what they show says so", async ({ visitor }) => {
  const { noor, address, board } = await scene(visitor);
  const fox = await again(visitor, address, board, firefox);
  const list = await noor.context().newPage();
  await list.goto("/account");
  await list.getByRole("link", { name: "Where you are signed in" }).click();
  const rows = list.locator(".account-rows > li");
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: "This one" })).toHaveText(/Chrom/);
  await expect(rows.filter({ hasText: "This one" }).getByRole("button")).toHaveCount(0);

  await cut([fox], async () => {
    await button(list, /^End: Firefox on Linux/).click();
    await expect(list.locator(".flash")).toHaveText("That session is ended.");
  });
  await out(fox, board);
  await expect(rows).toHaveCount(1);

  const second = await again(visitor, address, board, firefox);
  const third = await again(visitor, address, board);
  await list.reload();
  await expect(rows).toHaveCount(3);
  await list.locator("summary", { hasText: "End all others" }).click();
  await cut([second, third], async () => {
    await button(list, "End all others").click();
    await expect(list.locator(".flash")).toHaveText("You are signed in here only.");
  });
  await out(second, board);
  await out(third, board);
  await expect(rows).toHaveCount(1);

  // This one was never out: its board goes on, live.
  const id = await addItem(list, board, "strength", "Written by the one that stayed");
  await expect(itemOf(noor, id)).toBeVisible();
  await expect(noor.locator("#connection")).toBeEmpty();
});

test("a change of password asks for the present one and ends the other browsers", async ({ visitor }) => {
  const { noor, address, board } = await scene(visitor);
  const other = await again(visitor, address, board);
  const page = await noor.context().newPage();
  await page.goto("/account");
  const card = page.getByRole("region", { name: "Password", exact: true });
  await card.getByLabel("Present password").fill("not the password");
  await card.getByLabel("New password").fill(another);
  await button(page, "Change the password").click();
  await expect(card.getByRole("alert")).toBeVisible();
  await expect(card.getByLabel("Present password")).toHaveAttribute("aria-invalid", "true");
  expect(await signIn(await visitor(), address, another), "nothing was changed").not.toBe(303);

  await cut([other], async () => {
    await card.getByLabel("Present password").fill(password);
    await card.getByLabel("New password").fill(another);
    await button(page, "Change the password").click();
    await expect(page.locator(".flash")).toContainText("Your password is changed.");
  });
  await out(other, board);
  expect(await signIn(await visitor(), address, another)).toBe(303);
  const id = await addItem(page, board, "weakness", "Still here");
  await expect(itemOf(noor, id), "the browser in which it was changed goes on").toBeVisible();
});

test("somebody who belongs in two ways acts in one of them at a time", async ({ visitor }) => {
  const { io, noor, address, board, slug } = await scene(visitor);
  await expect(noor.getByRole("link", { name: "Act as …" }), "with one way there is no choice").toHaveCount(0);
  await io.goto(`/${slug}/people`);
  const form = io.getByRole("region", { name: "Invite somebody" });
  await form.getByLabel("E-mail").fill(address);
  await form.getByLabel("Role").selectOption({ label: "Adviser" });
  await form.getByLabel("Office", { exact: true }).selectOption({ label: "No office" });
  await form.getByRole("button", { name: "Invite" }).click();
  await expect(io.locator(".flash")).toContainText("is a member already; the role was added.");

  await noor.goto("/account");
  await noor.getByRole("link", { name: /^Act as …/ }).first().click();
  await expect(noor.getByRole("listitem").filter({ hasText: "Library" }).last()).toContainText("Now");
  await button(noor, "Act as: Adviser").click();
  await expect(noor.locator(".flash")).toContainText("From now on you act in the role that you chose.");
  await expect(noor.locator(".sidebar .me-name")).toContainText("Adviser");
  await open(noor, board);
  await expect(noor.locator("form.add"), "an adviser reads").toHaveCount(0);
  const item = { id: uuid(), quadrant: "strength", text: "By force" };
  expect((await noor.request.post(`${board}/items`, { form: item, maxRedirects: 0 })).status(), "rights are never added up").toBe(403);

  await noor.locator(".sidebar").getByRole("link", { name: "Act as …" }).click();
  await button(noor, /^Act as: .*Library$/).click();
  await expect(noor.locator(".sidebar .me-name")).toContainText("Library");
  await open(noor, board);
  await noor.getByLabel("Add a strength").fill("For the library");
  await noor.getByLabel("Add a strength").press("Enter");
  await expect(listOf(noor, "strength").locator(".item-office")).toHaveText("Library");
});

test("an administrator creates an institution, invites its first member, and sees nothing of its work", async ({ visitor, person, server }) => {
  const slug = `a${randomBytes(5).toString("hex")}`;
  const said = await run("administrator", "add", "--email", `root@${slug}.example`);
  const admin = await visitor();
  await admin.goto(linkIn(said));
  await expect(admin.getByRole("heading", { level: 1 })).toHaveText("Administer this installation");
  await admin.getByLabel("Your name").fill("Ada Root");
  await admin.getByLabel("Password").fill(password);
  await button(admin, "Accept the invitation").click();
  await expect(admin).toHaveURL(`${server.url}/administration`);

  const create = admin.getByRole("region", { name: "Create an institution" });
  await create.getByLabel("Name", { exact: true }).fill("Southfield University");
  await create.getByLabel("Short name in addresses").fill("Not A Slug");
  await create.getByRole("button", { name: "Create" }).click();
  await expect(create.getByLabel("Short name in addresses")).toHaveAttribute("aria-invalid", "true");
  await expect(create.getByLabel("Name", { exact: true }), "what was typed stays").toHaveValue("Southfield University");
  await create.getByLabel("Short name in addresses").fill(slug);
  await create.getByRole("button", { name: "Create" }).click();
  await expect(admin.locator(".flash")).toContainText("Now invite its first member.");

  const row = admin.locator(".administered > li").filter({ hasText: `/${slug}` });
  await expect(row).toContainText("Nobody invited yet");
  await row.getByLabel("E-mail of its first member").fill(`ines.okafor@${slug}.example`);
  await row.getByRole("button", { name: /^Invite: first member of Southfield University/ }).click();
  const link = await admin.getByLabel("Link of the invitation").inputValue();
  await expect(row).toContainText("Waiting for its first member");
  await admin.goto("/administration");
  await expect(admin.getByLabel("Link of the invitation"), "it is shown once").toHaveCount(0);
  const io = await visitor();
  await io.goto(link);
  await expect(io.getByRole("heading", { level: 1 })).toHaveText("Southfield University");
  await io.getByLabel("Your name").fill("Ines Okafor");
  await io.getByLabel("Password").fill(password);
  await button(io, "Accept the invitation").click();
  await expect(io).toHaveURL(`${server.url}/${slug}`);
  const board = await newAnalysisOf(io, slug, "Not for administrators");

  await admin.reload();
  await expect(row).toContainText("Runs itself");
  await expect(row.getByRole("button")).toHaveCount(0);
  const pages = ["", "/people", "/offices", "/swot", "/settings", "/activity", "/groups", "/people/onboard"].map((path) => `/${slug}${path}`);
  for (const path of [...pages, board, `${board}.json`, `${board}/events`]) expect(await status(admin, path), path).toBe(404);
  await admin.goto("/administration");
  await expect(admin.getByText("Not for administrators")).toHaveCount(0);
  await expect(admin.getByText("Ines Okafor")).toHaveCount(0);
  const office = await person("international");
  for (const somebody of [io, office]) expect(await status(somebody, "/administration")).toBe(404);
  const form = { id: uuid(), slug: `x${slug}`, name: "By force" };
  expect((await office.request.post("/administration", { form, maxRedirects: 0 })).status()).toBe(404);
});
