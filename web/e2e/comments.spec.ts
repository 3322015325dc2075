// Two people talk about an item: one asks and calls the other in, the other answers, and the thread is resolved.
import { addItem, expect, itemOf, newAnalysis, open, test } from "./harness";

test("a comment calls somebody in, is answered and resolved, and counts on the board", async ({ person }) => {
  const io = await person("international");
  const library = await person("library");
  const board = await newAnalysis(io, "Comments");
  const id = await addItem(io, board, "strength", "Half of the catalogue is in English");
  await open(io, board);
  await itemOf(io, id).getByRole("button", { name: /^Comment/ }).click();
  await expect(io).toHaveURL(new RegExp(`/items/${id}`));
  const text = io.getByLabel("Your comment");
  await text.fill("Which half? ");
  await text.press("End");
  await io.keyboard.type("@Libr");
  await expect(io.getByRole("listbox").getByRole("option", { name: /^Library/ })).toBeVisible();
  await text.press("Enter");
  await expect(text).toHaveValue("Which half? @Library ");
  await io.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(io.getByText("Mentioned: Library")).toBeVisible();

  await library.goto(io.url().split("#")[0]!);
  await library.getByRole("link", { name: /^Reply/ }).click();
  await library.getByLabel("Your reply").fill("The newer half.");
  await library.getByRole("button", { name: "Reply", exact: true }).click();
  await library.getByRole("button", { name: /^Resolve/ }).click();
  await expect(library.getByText("Resolved", { exact: true })).toBeVisible();
  await library.getByRole("link", { name: /Show only the open ones/ }).click();
  await expect(library.getByText("All threads are resolved.")).toBeVisible();

  await open(io, board);
  await expect(itemOf(io, id).getByRole("link", { name: "2 comments" })).toBeVisible();
});
