// How the pages of people, offices, groups and the log look to those who measure: full, empty, with an error.
import { examine } from "./examine";
import { expect, test } from "./harness";
import { imported } from "./lists";
import { member, unchecked, unfold, university } from "./university";

test.describe.configure({ timeout: 180_000 });

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
