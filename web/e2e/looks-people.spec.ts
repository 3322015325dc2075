// How the pages of people, offices, groups, mail and the room look to those who measure: full, empty, with an error.
import { randomBytes } from "node:crypto";
import { examine } from "./examine";
import { accept, begin, expect, linkIn, newAnalysis, post, test, uuid, type Page, type Visit } from "./harness";
import { imported } from "./lists";
import { run } from "./server";

/** university makes an institution of the test's own with two offices, and signs its international office in. */
async function university(visitor: Visit): Promise<{ slug: string; io: Page }> {
  const { slug, io } = await begin(visitor);
  await imported("offices", ["slug,name,kind,head_email", "io,International Office,office,", `library,Library,office,head@${slug}.example`], slug);
  return { slug, io };
}

const invited = async (slug: string, email: string, office: string) =>
  linkIn(await run("invite", "--institution", slug, "--email", email, "--role", "member_office", "--office", office));

/** member signs somebody new of the library in. */
async function member(visitor: Visit, slug: string, email: string, name: string): Promise<Page> {
  const page = await visitor();
  await accept(page, await invited(slug, email, "library"), name);
  return page;
}

/** unfold opens every part of the page that is folded, except menus, which would lie over one another. */
const unfold = (page: Page) => page.evaluate(() => document.querySelectorAll<HTMLDetailsElement>("main details:not(.menu)").forEach((part) => (part.open = true)));

/** unchecked lets forms go that the browser would keep back, so that the server's words are seen. */
const unchecked = (page: Page) => page.evaluate(() => document.querySelectorAll("form").forEach((form) => (form.noValidate = true)));

test.describe.configure({ timeout: 180_000 });

test("a forgotten password, and a new one", async ({ page, visitor }) => {
  const { slug } = await university(visitor);
  const email = `pia.reset@${slug}.example`;
  const pia = await member(visitor, slug, email, "Pia Reset");
  await page.goto("/password");
  await examine(page, "password");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status").filter({ hasText: "This installation sends no mail" })).toBeVisible();
  await examine(page, "password-asked");
  await pia.goto("/mail");
  await pia.locator("details.letter").first().locator("summary").click();
  await examine(pia, "mail-own");
  await page.goto((await pia.locator("details.letter[open] a.button").getAttribute("href"))!);
  await unchecked(page);
  await page.getByLabel("New password").fill("short");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await examine(page, "password-token");
});

test("an invitation of somebody new, of somebody with an account, of another, and of nobody", async ({ page, visitor }) => {
  const { slug, io } = await university(visitor);
  await page.goto(await invited(slug, `new@${slug}.example`, "library"));
  await expect(page.getByLabel("Your name")).toBeVisible();
  await examine(page, "invitation-new");
  const email = `bartholomew.featherstonehaugh-cholmondeley@${slug}.example`;
  await member(visitor, slug, email, "Bartholomew Featherstonehaugh-Cholmondeley");
  const again = await invited(slug, email, "io");
  await page.goto(again);
  await expect(page.getByLabel("Password")).toBeVisible();
  await examine(page, "invitation-account");
  await io.goto(again);
  await expect(io.getByRole("alert")).toBeVisible();
  await examine(io, "invitation-other");
  await page.goto("/invitations/nothing");
  await examine(page, "invitation-gone");
});

test("the account, its sessions, and acting as another", async ({ person, visitor }) => {
  const { slug } = await university(visitor);
  const email = `sana.seats@${slug}.example`;
  const me = await member(visitor, slug, email, "Sana Seats");
  await me.goto("/account");
  await unchecked(me);
  await me.getByLabel("Your name").fill("");
  await me.getByRole("button", { name: "Change the name" }).click();
  await expect(me.locator("#name-error")).toBeVisible();
  await examine(me, "account-error");
  await person(email); // a second session
  await me.goto("/account/sessions");
  await examine(me, "sessions");
  await post(me, await invited(slug, email, "io"), {});
  await me.goto(`/${slug}/seat`);
  await expect(me.getByRole("button", { name: /^Act as/ })).toHaveCount(1);
  await examine(me, "seat");
  await me.goto("/account");
  await examine(me, "account");
  const registrar = await person("registrar");
  await registrar.goto("/account");
  await examine(registrar, "account-demo");
});

test("the mail of the international office, and of nobody", async ({ visitor }) => {
  const { slug, io } = await university(visitor);
  await io.goto("/mail");
  await examine(io, "mail-empty");
  for (const who of ["one", "two"])
    await post(io, `/${slug}/invitations`, { id: uuid(), email: `${who}@${slug}.example`, name: "", role: "member_office", office: "library", until: "", standing: "", send: "mail" });
  await io.goto("/mail");
  await expect(io.locator("details.letter")).toHaveCount(2);
  await io.locator("details.letter").first().locator("summary").click();
  await examine(io, "mail");
});

test("the administrator's page", async ({ visitor }) => {
  const said = await run("administrator", "add", "--email", `ada.${randomBytes(4).toString("hex")}@looks.example`);
  const ada = await visitor();
  await accept(ada, linkIn(said), "Ada Min");
  await ada.goto("/administration");
  const slug = `made-${randomBytes(4).toString("hex")}`;
  await ada.getByLabel("Name", { exact: true }).fill("Made University");
  await ada.getByLabel("Short name in addresses").fill(slug);
  await ada.getByRole("button", { name: "Create" }).click();
  await expect(ada.getByText("Made University").first()).toBeVisible();
  await ada.locator(`#first-${slug}`).fill(`first@${slug}.example`);
  await ada.getByRole("button", { name: "Invite: first member of Made University" }).last().click();
  await ada.getByLabel("Short name in addresses").fill("Not A Slug");
  await ada.getByLabel("Name", { exact: true }).fill("Another");
  await examine(ada, "administration");
  await ada.getByRole("button", { name: "Create" }).click();
  await expect(ada.locator("#slug-error")).toBeVisible();
  await examine(ada, "administration-error");
});

test("people: an error, two hundred, nobody who fits, one of them, and a menu", async ({ visitor }) => {
  const { slug, io } = await university(visitor);
  await io.goto(`/${slug}/people`);
  await io.locator("#invite-email").fill(`new@${slug}.example`);
  await io.locator("#invite-role").selectOption("member_office");
  await io.locator("#invite-until").fill("2001-01-01");
  await unchecked(io);
  await io.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(io.locator(".field-error").first()).toBeVisible();
  await examine(io, "people-error");
  const lines = Array.from({ length: 200 }, (_, n) => `${n % 7 ? `Person Number ${n}` : "محمد عبد الرحمن الخوارزمي"},person${n}@${slug}.example,member_office,${n % 2 ? "library" : "io"},${n % 9 ? "" : "2030-06-30"}`);
  await imported("people", ["name,email,role,office,until", ...lines], slug);
  await io.goto(`/${slug}/people`);
  await expect(io.locator("tr[data-person]").nth(100)).toBeVisible();
  await examine(io, "people");
  await io.goto(`/${slug}/people?q=nobody+is+called+so`);
  await examine(io, "people-none");
  await io.goto(`/${slug}/people?q=person1`);
  await io.locator("tr[data-person] th a").nth(1).click();
  await expect(io.locator("#member-role")).toBeVisible();
  await examine(io, "member");
  await io.goto(`/${slug}/people?q=person1%40`);
  await io.locator("tr[data-person] .menu > summary").first().click();
  await io.locator("tr[data-person] .menu .confirm > summary").first().click();
  await examine(io, "people-menu");
});

test("bringing offices on board: fresh, looked over, invited; the link and the sheet", async ({ visitor }) => {
  const { slug, io } = await university(visitor);
  await io.goto(`/${slug}/people/onboard`);
  await examine(io, "onboard");
  await io.locator("#pasted").fill(
    [
      `Library\tSana Iqbal\tsana@${slug}.example`,
      `Registrar\tJonas Weber\tjonas@${slug}.example`,
      `Sprachenzentrum und Donaudampfschifffahrtsgesellschaft\tمحمد عبد الرحمن\tm@${slug}.example`,
      `Finance\tNo Address\tnot-an-address`,
      `IT\tTwice\tsana@${slug}.example`,
    ].join("\n"),
  );
  await io.getByRole("button", { name: "Show what will happen", exact: true }).click();
  await expect(io.locator("table.preview")).toBeVisible();
  await examine(io, "onboard-preview");
  await io.getByRole("button", { name: /^Invite \d/ }).click();
  await expect(io.locator("table").first()).toBeVisible();
  await unfold(io);
  await examine(io, "onboard-invited");
  await io.goto(`/${slug}/people/onboard`);
  await io.getByText("Print a sheet of links").click();
  await examine(io, "onboard-sheet-choice");
  await io.getByRole("button", { name: "Make the sheet" }).click();
  await expect(io.locator(".slip").first()).toBeVisible();
  await examine(io, "onboard-sheet");
  await io.goto(`/${slug}/people/onboard`);
  await io.getByRole("button", { name: /^Copy a link: / }).first().click();
  await expect(io.locator("#link")).toBeVisible();
  await examine(io, "link");
});

test("offices, one of them, a merge and a file", async ({ person, visitor }) => {
  const io = await person("international");
  await io.goto("/demo/offices");
  await examine(io, "offices");
  await io.goto("/demo/offices/library");
  await examine(io, "office");
  const registrar = await person("registrar");
  await registrar.goto("/demo/offices/library");
  await examine(registrar, "office-reader");
  await io.goto("/demo/offices/library/merge?into=registrar");
  await examine(io, "office-merge");
  const { slug, io: own } = await university(visitor);
  await own.goto(`/${slug}/offices`);
  await unfold(own);
  await unchecked(own);
  await own.getByRole("button", { name: "Add the office" }).click();
  await expect(own.locator(".field-error").first()).toBeVisible();
  await examine(own, "offices-error");
  await own.goto(`/${slug}/office-import`);
  const file = { name: "offices.csv", mimeType: "text/csv", buffer: Buffer.from("slug,name,kind,head_email\nlibrary,The Library,office,\narts,Faculty of Arts,school,dean@arts.example\n") };
  await own.locator("#import-file").setInputFiles(file);
  await own.getByRole("button", { name: "Show what would be imported" }).click();
  await expect(own.locator("#plan-heading")).toBeVisible();
  await examine(own, "office-import");
  await own.locator("#import-file").setInputFiles({ ...file, buffer: Buffer.from("slug,name,kind\nNo Slug,The Library,office\narts,,school\n") });
  await own.getByRole("button", { name: "Show what would be imported" }).click();
  await expect(own.locator(".reasons")).toBeVisible();
  await examine(own, "office-import-bad");
});

test("the settings, with an error", async ({ visitor }) => {
  const { slug, io } = await university(visitor);
  await io.goto(`/${slug}/settings`);
  await examine(io, "settings");
  await io.locator("#settings-zone").fill("Nowhere");
  await unchecked(io);
  await io.locator("#settings-contact-email").fill("nobody");
  for (const box of await io.locator(".day-row input").all()) await box.uncheck();
  await io.getByRole("button", { name: "Save the settings" }).click();
  await expect(io.locator("#settings-zone-error")).toBeVisible();
  await examine(io, "settings-error");
});

test("working groups: none, some, one of seventeen seats, and a letter to it", async ({ person, visitor }) => {
  const { slug, io: own } = await university(visitor);
  await own.goto(`/${slug}/groups`);
  await examine(own, "groups-empty");
  const io = await person("international");
  await io.goto("/demo/groups");
  await examine(io, "groups");
  await io.getByRole("link", { name: "Internationalisation working group", exact: true }).click();
  await expect(io.locator("table.seats, .seats table").first()).toBeVisible();
  await examine(io, "group");
  await io.locator(".seats summary").filter({ hasText: "Change" }).first().click();
  await examine(io, "group-seat");
  await io.reload();
  await io.locator("#mail > summary").click();
  await io.getByLabel("Subject").fill("Papers of the next meeting");
  await io.getByLabel("Text", { exact: true }).fill("Dear colleagues,\n\nhere they are.");
  await io.getByRole("button", { name: "Show who gets it" }).click();
  await expect(io.getByRole("button", { name: /^Send to/ })).toBeVisible();
  await examine(io, "group-mail");
  const registrar = await person("registrar");
  await registrar.goto(new URL(io.url()).pathname.replace(/\/mail$/, ""));
  await examine(registrar, "group-reader");
});

test("the log: full, filtered to nothing, asked wrongly, empty", async ({ person, visitor }) => {
  const io = await person("international");
  await io.goto("/demo/activity");
  await expect(io.locator(".log tbody tr").first()).toBeVisible();
  await examine(io, "activity");
  await io.goto("/demo/activity?from=2001-01-01&to=2001-01-02");
  await examine(io, "activity-none");
  await io.goto("/demo/activity?from=2002-01-01&to=2001-01-02");
  await expect(io.locator(".field-error").first()).toBeVisible();
  await examine(io, "activity-error");
  const { slug } = await university(visitor);
  const nora = await member(visitor, slug, `nora@${slug}.example`, "Nora Nothing");
  await nora.goto(`/${slug}/activity`);
  await examine(nora, "activity-reader");
});

test("the room: closed, open with people who wait; joining, waiting, staying", async ({ person, visitor }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Where we stand, told in the room");
  await io.goto(`${board}/room`);
  await examine(io, "room-closed");
  await io.getByRole("button", { name: "Open the door" }).click();
  const address = new URL((await io.locator(".room-address").innerText()).trim()).pathname;
  const join = async (name: string, office: string, email = "") => {
    const guest = await visitor();
    await guest.goto(address);
    if (email) await examine(guest, "join");
    await guest.getByLabel("Your name").fill(name);
    await guest.getByLabel("Your office").selectOption(office);
    await guest.getByLabel("E-mail (optional)").fill(email);
    await guest.getByRole("button", { name: "Ask to be let in" }).click();
    await expect(guest.getByRole("heading", { name: "Waiting to be let in" })).toBeVisible();
    return guest;
  };
  const aiko = await join("Aiko Tanaka", "library", "finance@demo.example");
  await examine(aiko, "join-waiting");
  await join("محمد عبد الرحمن", "library");
  await join("Bartholomew Featherstonehaugh-Cholmondeley", "registrar");
  await join("Di", "registrar");
  await expect(io.locator(".room-person")).toHaveCount(4);
  await io.getByRole("button", { name: "Let in: Aiko Tanaka" }).click();
  await expect(io.locator(".room-inside li")).toHaveCount(1);
  await examine(io, "room");
  // Whose address it is finds the link among the messages to them.
  const finance = await person("finance");
  await finance.goto("/mail");
  await finance.locator("details.letter").first().locator("summary").click();
  const stay = await finance.locator("details.letter[open] a.button").getAttribute("href");
  await aiko.goto(stay!);
  await expect(aiko.getByRole("button", { name: "Stay" })).toBeVisible();
  await examine(aiko, "join-stay");
});
