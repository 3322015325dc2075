// Who may do what changes at once: roles, standing, shutting out, the end of a membership, and forgetting a name.
import { accept, addItem, begin, bring, cut, expect, itemOf, listOf, newAnalysisOf, open, post, test, uuid, type Page, type Visit } from "./harness";

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const status = async (page: Page, path: string) => (await page.request.get(path)).status();
const roster = (page: Page) => page.locator(".roster tbody tr");
const shown = (page: Page) => page.locator(".roster tbody tr:visible");
const said = (page: Page) => page.locator(".flash");

type Scene = { io: Page; slug: string; board: string; people: Page[] };

/** scene is a university with a board and people who have joined; lines are office, name, and the first of an office speaks for it. */
async function scene(visitor: Visit, ...who: [office: string, name: string][]): Promise<Scene> {
  const { io, slug } = await begin(visitor);
  const board = await newAnalysisOf(io, slug, "Where do we stand?");
  const links = await bring(io, slug, who.map(([office, name]) => `${office}\t${name}\t${emailOf(name, slug)}`));
  const people: Page[] = [];
  for (const [n, [, name]] of who.entries()) {
    const page = await visitor();
    await accept(page, links[n]!, name);
    people.push(page);
  }
  return { io, slug, board, people };
}

const emailOf = (name: string, slug: string) => `${name.toLowerCase().replace(/\W+/g, ".")}@${slug}.example`;

/** member goes to somebody's page by the list of people. */
async function member(page: Page, slug: string, name: string, query = ""): Promise<void> {
  await page.goto(`/${slug}/people${query}`);
  await roster(page).getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}

/** confirm opens one of the questions in the card "More" and answers it with yes. */
async function confirm(page: Page, opener: string, yes: string): Promise<void> {
  await page.getByRole("region", { name: "More" }).locator("summary", { hasText: opener }).click();
  await page.getByRole("region", { name: "More" }).getByRole("button", { name: yes }).click();
}

/** write tries to add an item and answers with the status. */
async function write(page: Page, board: string): Promise<number> {
  const form = { id: uuid(), quadrant: "threat", text: "Written too late" };
  return (await page.request.post(`${board}/items`, { form, headers: { Live: "1" }, maxRedirects: 0 })).status();
}

test("another role holds at once on an open board: what one may not do any more is gone and refused", async ({ visitor }) => {
  const { io, slug, board, people } = await scene(visitor, ["Library", "Noor Haddad"], ["Library", "Bo Ek"]);
  const [noor, bo] = people as [Page, Page];
  await open(noor, board);
  const own = await addItem(noor, board, "strength", "Written as the library");
  await expect(itemOf(noor, own).getByRole("button", { name: /^Edit/ })).toBeVisible();
  await noor.locator("#add-weakness-text").fill("Half a thought");

  await member(io, slug, "Noor Haddad");
  const role = io.getByRole("region", { name: "Role, office, last day" });
  await role.getByLabel("Role").selectOption({ label: "Adviser" });
  await role.getByLabel("Office").selectOption({ label: "No office" });
  await role.getByLabel("Last day").fill("2099-12-31");
  await cut([noor], async () => {
    await role.getByRole("button", { name: "Save" }).click();
    await expect(said(io)).toContainText("It holds from this moment.");
  });
  expect(await write(noor, board)).toBe(403);
  expect((await noor.request.post(`${board}/items/${own}`, { form: { text: "By force", evidence: "", version: "1" }, maxRedirects: 0 })).status()).toBe(403);
  await expect(noor.locator("form.add"), "the board is taken anew; only the unsent text stays").toHaveCount(1);
  await expect(noor.locator("#add-weakness-text")).toHaveValue("Half a thought");
  await expect(itemOf(noor, own).getByRole("button")).toHaveText(["Comment"]);
  await post(bo, `${board}/items/${own}`, { text: "Mended by the office", evidence: "", version: "1" });
  await expect(itemOf(noor, own).locator(".item-text"), "an adviser reads on, live").toHaveText("Mended by the office");
  await expect(itemOf(noor, own).getByRole("button")).toHaveText(["Comment"]);

  // And back again.
  await role.getByLabel("Role").selectOption({ label: "Member office" });
  await role.getByLabel("Office").selectOption({ label: "Library" });
  await role.getByLabel("Last day").fill("");
  await cut([noor], async () => {
    await role.getByRole("button", { name: "Save" }).click();
    await expect(role.getByLabel("Office")).toHaveValue("library");
  });
  await expect(noor.locator("form.add")).toHaveCount(4);
});

for (const { title, opener, yes, flash, undo } of [
  { title: "shutting somebody out", opener: "Disable", yes: "Disable", flash: "The person is shut out", undo: "Enable: Noor Haddad" },
  { title: "the end of a membership", opener: "End", yes: "End the membership", flash: "The membership has ended.", undo: "Resume" },
]) {
  test(`${title} cuts the open board within two seconds, and can be undone`, async ({ visitor }) => {
    const { io, slug, board, people } = await scene(visitor, ["Library", "Noor Haddad"], ["Library", "Bo Ek"]);
    const [noor, bo] = people as [Page, Page];
    await open(noor, board);
    await open(bo, board);
    await noor.locator("#add-weakness-text").fill("Half a thought");
    await member(io, slug, "Noor Haddad");
    await cut([noor], async () => {
      await confirm(io, opener, yes);
      await expect(said(io)).toContainText(flash);
    });
    await expect(noor.locator("#connection")).toHaveText("You can no longer see this board. What you wrote is still here.");
    await expect(noor.locator("#add-weakness-text")).toHaveValue("Half a thought");
    expect(await write(noor, board)).toBe(404);
    for (const path of [board, `/${slug}`, `/${slug}/people`, `${board}/events`]) expect(await status(noor, path), path).toBe(404);
    const id = await addItem(io, board, "strength", "Written afterwards");
    await expect(itemOf(bo, id), "a colleague's page goes on").toBeVisible();
    await expect(itemOf(noor, id)).toHaveCount(0);

    await button(io, undo).click();
    await expect(said(io)).toBeVisible();
    await open(noor, board);
    await expect(itemOf(noor, id), "the same session sees it again").toBeVisible();
    expect(await write(noor, board)).toBe(204);
  });
}

test("who speaks for an office invites a colleague, names a deputy and ends it; the international office undoes it", async ({ visitor, server }) => {
  const { io, slug, board, people } = await scene(visitor, ["Library", "Noor Haddad"], ["Finance", "Rui Costa"], ["Library", "Bo Ek"]);
  const [noor, rui, bo] = people as [Page, Page, Page];
  await bo.goto(`/${slug}/people`);
  await expect(bo.locator("#invite"), "an ordinary member invites nobody").toHaveCount(0);
  await expect(bo.locator(".roster details"), "and changes nobody").toHaveCount(0);

  await noor.goto(`/${slug}/people`);
  const form = noor.getByRole("region", { name: "Invite a colleague into Library" });
  await expect(form.getByLabel("Role")).toHaveCount(0);
  await form.getByLabel("E-mail").fill(emailOf("Mara Lind", slug));
  await form.getByLabel("Name", { exact: true }).fill("Mara Lind");
  await expect(form.getByLabel("How the link gets there"), "only the international office hands out links").toHaveCount(0);
  await form.getByRole("button", { name: "Invite" }).click();
  await expect(said(noor)).toContainText("ask the international office to hand over the link");
  await io.goto(`/${slug}/people/onboard`);
  await button(io, "Copy a link: Mara Lind").click();
  const link = await io.getByLabel("Link", { exact: true }).inputValue();
  const mara = await visitor();
  await mara.goto(link);
  await expect(mara.locator("main")).toContainText("Library");
  await accept(mara, link, "Mara Lind");
  await open(mara, board);

  // Only for the own office, and only as an ordinary member of it.
  for (const [role, office] of [["member_office", "finance"], ["international_office", ""], ["senior_management", "library"]] as const) {
    const answer = await noor.request.post(`/${slug}/invitations`, { form: { id: uuid(), email: emailOf(role, slug), role, office }, maxRedirects: 0 });
    expect(answer.status(), `${role} ${office}`).toBe(403);
  }

  await member(noor, slug, "Mara Lind");
  await expect(noor.getByRole("region", { name: "Role, office, last day" })).toHaveCount(0);
  const standing = noor.getByRole("region", { name: "Who speaks for the office" });
  await expect(standing.getByLabel("In Library").locator("option")).toHaveText(["None of these", "Focal person", "Deputy"]);
  await standing.getByLabel("In Library").selectOption({ label: "Deputy" });
  await standing.getByRole("button", { name: /^Save/ }).click();
  await expect(said(noor)).toContainText("It holds from this moment.");
  await rui.goto(`/${slug}/people`);
  await expect(roster(rui).filter({ hasText: "Mara Lind" })).toContainText("Deputy");
  await roster(rui).getByRole("link", { name: "Mara Lind" }).click();
  await expect(rui.locator("main form"), "another office's colleagues are not one's own to manage").toHaveCount(0);
  const page = new URL(rui.url()).pathname;
  expect((await rui.request.post(`${page}/end`, { maxRedirects: 0 })).status()).toBe(403);

  await open(mara, board);
  await cut([mara], async () => {
    await confirm(noor, "End", "End the membership");
    await expect(said(noor)).toHaveText("The membership has ended.");
  });
  await expect(mara.locator("#connection")).toContainText("You can no longer see this board.");
  expect(await write(mara, board)).toBe(404);
  await expect(noor.getByRole("heading", { name: "Resume the membership" }), "taking it back is not the office's").toHaveCount(0);

  // The international office sees who did it, and takes it back.
  await io.goto(`/${slug}/people`);
  await expect(roster(io).filter({ hasText: "Mara Lind" })).toHaveCount(0);
  await io.getByLabel("State", { exact: true }).selectOption({ label: "Ended" });
  await expect(io).toHaveURL(/state=ended/);
  await roster(io).getByRole("link", { name: "Mara Lind" }).click();
  await expect(io.getByRole("region", { name: "History" }).getByRole("listitem").filter({ hasText: "Noor Haddad" }).filter({ hasText: /end/i })).toBeVisible();
  await button(io, "Resume").click();
  await expect(said(io)).toHaveText("The membership runs on.");
  await mara.goto(`/${slug}`);
  await expect(mara).toHaveURL(`${server.url}/${slug}`);
  await expect(mara.getByRole("heading", { level: 1 })).toContainText("Mara Lind");
  expect(await write(mara, board)).toBe(204);
});

test("the last member of the international office stays what it is", async ({ visitor }) => {
  const { io, slug } = await scene(visitor, ["Library", "Noor Haddad"]);
  await member(io, slug, "Ines Okafor");
  const own = new URL(io.url()).pathname;
  const role = io.getByRole("region", { name: "Role, office, last day" });
  await role.getByLabel("Role").selectOption({ label: "Senior management" });
  const answered = io.waitForResponse((answer) => answer.request().method() === "POST");
  await role.getByRole("button", { name: "Save" }).click();
  expect((await answered).status()).toBe(409);
  await expect(io.getByRole("alert")).toContainText("This is the last member of the international office");
  await expect(role.getByLabel("Role"), "what was chosen stays in the form").toHaveValue("senior_management");
  await io.goto(own);
  await expect(role.getByLabel("Role"), "nothing was changed").toHaveValue("international_office");

  await confirm(io, "End", "End the membership");
  await expect(io.getByRole("alert")).toContainText("This is the last member of the international office");
  await expect(io.getByRole("region", { name: "More" }).locator("summary", { hasText: "Disable" }), "nobody shuts themselves out").toHaveCount(0);
  expect(await status(io, `/${slug}/people/onboard`)).toBe(200);
  await io.goto(own);
  await expect(io.getByRole("region", { name: "History" })).not.toContainText("Senior management");

  // With somebody else in the role it can be handed on.
  await member(io, slug, "Noor Haddad");
  await role.getByLabel("Role").selectOption({ label: "International office" });
  await role.getByRole("button", { name: "Save" }).click();
  await expect(said(io)).toContainText("It holds from this moment.");
  await io.goto(own);
  await role.getByLabel("Role").selectOption({ label: "Senior management" });
  await role.getByRole("button", { name: "Save" }).click();
  await expect(said(io)).toContainText("It holds from this moment.");
  expect(await status(io, `/${slug}/people/onboard`)).toBe(403);
});

test("people are searched while one types, and filtered by office, role and state", async ({ visitor }) => {
  const { io, slug } = await scene(visitor, ["Library", "Noor Haddad"], ["Library", "Bo Ek"], ["Finance", "Rui Costa"]);
  await bring(io, slug, [`Finance\tSøren Bæk\tnot.yet@${slug}.example`]);
  await io.goto(`/${slug}/people`);
  const count = io.locator("[data-roster-count]");
  await expect(shown(io)).toHaveCount(5);
  await expect(count).toHaveText("5 people");

  await io.getByLabel("Name or e-mail").pressSequentially("ha no");
  await expect(shown(io)).toHaveCount(1);
  await expect(shown(io)).toContainText("Noor Haddad");
  await expect(count).toHaveText("1 of these fits what you type");
  await io.getByLabel("Name or e-mail").fill("not.yet@");
  await expect(shown(io)).toContainText("Søren Bæk");
  await button(io, "Show").click();
  await expect(io).toHaveURL(/q=not\.yet/);
  await expect(roster(io)).toHaveCount(1);
  await expect(roster(io)).toContainText("Invited");
  await io.getByRole("link", { name: "Show everybody" }).click();
  await expect(shown(io)).toHaveCount(5);

  await io.getByLabel("Office", { exact: true }).first().selectOption({ label: "Library" });
  await expect(io).toHaveURL(/office=library/);
  await expect(roster(io)).toHaveCount(2);
  await io.getByLabel("Role", { exact: true }).first().selectOption({ label: "International office" });
  await expect(io.getByText("Nobody fits")).toBeVisible();
  await io.getByRole("link", { name: "Show everybody" }).first().click();
  await io.getByLabel("State", { exact: true }).selectOption({ label: "Invited" });
  await expect(roster(io)).toHaveCount(1);
  await expect(roster(io)).toContainText("Søren Bæk");

  const plain = await visitor({ javaScriptEnabled: false, storageState: await io.context().storageState() });
  await plain.goto(`/${slug}/people`);
  await plain.getByLabel("Name or e-mail").fill("costa");
  await plain.getByLabel("Office", { exact: true }).first().selectOption({ label: "Finance" });
  await button(plain, "Show").click();
  await expect(roster(plain)).toHaveCount(1);
  await expect(roster(plain)).toContainText("Rui Costa");
  await expect(plain.getByLabel("Name or e-mail")).toHaveValue("costa");
});

test("somebody who is forgotten leaves the text and no name: not on the board, not among the people", async ({ visitor }) => {
  const { io, slug, board, people } = await scene(visitor, ["Library", "Bo Ek"], ["Library", "Noor Haddad"]);
  const [bo, noor] = people as [Page, Page];
  await open(bo, board);
  await open(noor, board);
  await noor.getByLabel("Add a strength").fill("A text that stays");
  await noor.getByLabel("Add a strength").press("Enter");
  await expect(listOf(bo, "strength")).toHaveCount(1);
  await expect(bo.locator("#presence")).toContainText("Noor Haddad");

  await member(io, slug, "Noor Haddad");
  const address = new URL(io.url()).pathname;
  await cut([noor], async () => {
    await confirm(io, "Anonymise", "Anonymise for good");
    await expect(said(io)).toHaveText("The name is gone. What the person wrote stays.");
  });
  await expect(noor.locator("#connection")).not.toBeEmpty();
  await expect(bo.locator("#presence"), "the open board of a colleague").not.toContainText("Noor Haddad");
  await expect(listOf(bo, "strength").locator(".item-text")).toHaveText("A text that stays");
  await expect(listOf(bo, "strength").locator(".item-office")).toHaveText("Library");
  expect(await write(noor, board)).not.toBe(204);

  const pages = ["people", "people?state=ended", "people?state=disabled", "people/onboard", "offices/library", "activity", "activity.csv"].map((path) => `/${slug}/${path}`);
  for (const path of [board, `${board}.csv`, `${board}.json`, ...pages, address, "/mail"]) {
    const answer = await io.request.get(path);
    expect(answer.ok(), path).toBe(true);
    const text = await answer.text();
    expect(text, path).not.toContain("Noor Haddad");
    expect(text, path).not.toContain(emailOf("Noor Haddad", slug));
    if (path.startsWith(board)) expect(text, path).toContain("A text that stays");
  }
  await io.goto(address);
  await expect(io.getByRole("heading", { level: 1 })).toHaveText("Former member");
  await expect(io.locator("main form"), "nothing can be done with it any more").toHaveCount(0);
});
