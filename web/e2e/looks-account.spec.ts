// How the pages around an account look to those who measure: passwords, invitations, sessions, mail, administration.
import { randomBytes } from "node:crypto";
import { examine } from "./examine";
import { accept, expect, linkIn, post, test, uuid } from "./harness";
import { run } from "./server";
import { invited, member, unchecked, university } from "./university";

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
