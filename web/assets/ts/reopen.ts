// Editors that are open when the page comes: one that the server has rendered, and those whose text waited in a draft.
import { draftOf, edits, type Draft } from "./drafts";
import { Editor } from "./editor";
import { board, element, item, list } from "./page";
import { explain } from "./trouble";

/** reopen puts the person where they were; nothing takes the focus. */
export function reopen(): void {
  for (const form of board.querySelectorAll<HTMLFormElement>("li > form.edit")) adopt(form);
  for (const id of edits()) {
    const draft = draftOf(`edit-${id}`);
    if (!draft || Editor.isOpen(id)) continue;
    const li = item(id);
    const editor = new Editor(li ?? tombstone(id, draft), draft);
    editor.restored = true;
    li?.closest("details")?.setAttribute("open", "");
    editor.meet(li);
  }
}

/** adopt makes the server's form one that lives with the board. */
function adopt(form: HTMLFormElement): void {
  const li = form.parentElement!;
  const value = (name: string) => form.querySelector<HTMLInputElement>(`[name=${name}]`)!.value;
  const draft = { text: value("text"), evidence: value("evidence"), version: value("version") };
  const error = form.querySelector<HTMLElement>(".field-error:not([hidden])")?.textContent;
  form.remove();
  const editor = new Editor(li, draftOf(`edit-${li.dataset.id}`) ?? draft);
  if (error) explain(editor.form, { kind: "invalid", message: error }, () => {});
  editor.keep();
  editor.meet(li);
}

/** tombstone stands for an item that left the board while its text waited in a draft. */
function tombstone(id: string, draft: Draft): HTMLElement {
  const li = element("li", "", { class: "item", id: `item-${id}`, "data-id": id, "data-quadrant": draft.quadrant ?? "strength" });
  list(li.dataset.quadrant!)?.append(li);
  return li;
}
