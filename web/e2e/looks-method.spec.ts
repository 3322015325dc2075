// How the board looks to those who measure on its way through the phases, and what belongs to it: the set-up, the votes,
// their results, the wall, and an item's own page.
import { examine } from "./examine";
import { addItem, expect, newAnalysis, open, post, test } from "./harness";
import { beginPhase, fill, setUp } from "./method";

test.describe.configure({ timeout: 240_000 });

test("collecting: asked in words, until a day, with a timer, of offices not heard yet; hidden from each other", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const library = await person("library");
  const board = await newAnalysis(io, "Where we stand, and what follows");
  await setUp(io, board, {
    reveal: "together", item_limit: "5", instructions_collecting: "Three points under each heading are enough.\n\nWrite as you would say it.", due_collecting: "2031-03-14",
  });
  await open(registrar, board);
  await examine(registrar, "collecting-empty");
  await fill(board, io, registrar, library);
  await post(io, `${board}/timer`, { minutes: "6" });
  await open(io, board);
  await examine(io, "collecting-io");
  for (const menu of ["Not heard yet", "Another phase"]) {
    await io.locator("summary", { hasText: menu }).click();
    await examine(io, `collecting-io-${menu.split(" ")[0]!.toLowerCase()}`);
    await io.locator("summary", { hasText: menu }).click();
  }
  await open(registrar, board);
  await registrar.locator("summary", { hasText: "We are ready" }).click();
  await examine(registrar, "collecting-member");
});

test("grouping, voting and closed, for who runs it and for an office; the results", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const library = await person("library");
  const board = await newAnalysis(io, "From opinions to points");
  const ids = await fill(board, io, registrar, library);
  await setUp(io, board, { importance: "1", cumulative: "1" });
  await io.goto(`${board}/results`);
  await examine(io, "results-open");
  await beginPhase(io, board, "grouping");
  await open(io, board);
  await examine(io, "grouping-io");
  await open(registrar, board);
  await examine(registrar, "grouping-member");
  await beginPhase(io, board, "voting");
  await post(registrar, `${board}/items/${ids[1]}/votes`, { dots: "3" });
  await post(registrar, `${board}/items/${ids[4]}/votes`, { dots: "2" });
  await post(library, `${board}/items/${ids[0]}/votes`, { dots: "3" });
  await post(library, `${board}/items/${ids[7]}/votes`, { dots: "1" });
  for (const [who, importance] of [[registrar, "1"], [library, "5"]] as const)
    for (const id of [ids[3]!, ids[7]!]) await post(who, `${board}/items/${id}/importance`, { importance: id === ids[7] ? "4" : importance });
  await open(io, board);
  await examine(io, "voting-io");
  await open(registrar, board);
  await examine(registrar, "voting-member");
  await registrar.goto(`${board}/results`);
  await examine(registrar, "results-blind");
  await beginPhase(io, board, "closed");
  await open(io, board);
  await examine(io, "closed-io");
  await open(registrar, board);
  await examine(registrar, "closed-member");
  await io.goto(`${board}/results`);
  await examine(io, "results-none-listed");
  await post(io, `${board}/shortlist`, { first: "2" });
  await io.goto(`${board}/results`);
  await examine(io, "results");
  await registrar.goto(`${board}/results`);
  await examine(registrar, "results-member");
});

test("the set-up: fresh, with a facilitator, with errors, and read", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "How it works");
  await io.goto(`${board}/setup`);
  await examine(io, "setup");
  await io.locator("#setup-dots").fill("many");
  await io.locator("#setup-limit").fill("0");
  await io.locator("#setup-due-collecting").fill("2001-01-01");
  await io.getByRole("button", { name: "Save", exact: true }).click();
  await expect(io.locator("#setup-dots-error")).toBeVisible();
  await examine(io, "setup-error");
  await io.goto(`${board}/setup`);
  const registrar = await io.locator("#facilitator option", { hasText: /Registrar/ }).first().getAttribute("value");
  await post(io, `${board}/facilitators`, { membership: registrar!, until: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10) });
  await addItem(io, board, "strength", "So that the authors are settled");
  await io.goto(`${board}/setup`);
  await examine(io, "setup-named");
  const facilitator = await person("registrar");
  await facilitator.goto(`${board}/setup`);
  await examine(facilitator, "setup-read");
});

test("on the wall: all four headings, and one of them", async ({ person }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "On the wall");
  await io.goto(`${board}/present`);
  await examine(io, "present-empty");
  await fill(board, io);
  await post(io, `${board}/timer`, { minutes: "20" });
  await io.goto(`${board}/present`);
  await examine(io, "present");
  await post(io, `${board}/presenting`, { show: "weakness" });
  await io.goto(`${board}/present`);
  await examine(io, "present-one");
});

test("an item: nobody has said anything, a thread, an error, and its history", async ({ person }) => {
  const io = await person("international");
  const library = await person("library");
  const board = await newAnalysis(io, "An item");
  const id = await addItem(io, board, "strength", "Half of the catalogue is in English", "Count of 2025");
  const page = `${board}/items/${id}`;
  await library.goto(page);
  await examine(library, "item");
  await post(library, `${page}/comments`, { text: "Which half? We count fewer.\n\nA third at most." });
  await post(io, page, { text: "Half of the catalogue of courses is in English", evidence: "Count of 2026", version: "1" });
  await post(io, page, { text: "Half of all courses are in English", evidence: "", version: "2" });
  await io.goto(page);
  await io.getByRole("link", { name: /^Reply/ }).click();
  await io.getByRole("button", { name: "Reply", exact: true }).click();
  await expect(io.locator(".field-error").first()).toBeVisible();
  await examine(io, "item-thread-error");
  await io.goto(`${page}/history`);
  await examine(io, "history");
  await library.goto(`${page}/history`);
  await examine(library, "history-reader");
});
