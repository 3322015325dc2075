// Asks for a link's address. A bad one is told why, and only an address that cannot run anything gets into the text.
import type { Mark } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { isSafeLink } from "../richtext/schema";
import { marks } from "./commands";
import { page } from "./around";
import { button, element } from "./page";

const told = 50; // ms in which the browser tells of a selection

const link = () => marks["link"]!;

/** linkAt is the link around the caret or at the selection's beginning, from end to end. */
export function linkAt(state: EditorState): { from: number; to: number; mark: Mark } | null {
  const { $from, empty } = state.selection;
  const { parent } = $from;
  const inside = $from.nodeAfter && link().isInSet($from.nodeAfter.marks);
  const mark = inside || (empty && $from.nodeBefore && link().isInSet($from.nodeBefore.marks));
  if (!mark || !parent.inlineContent) return null;
  let index = inside ? $from.index() : $from.index() - ($from.textOffset ? 0 : 1);
  while (index > 0 && mark.isInSet(parent.child(index - 1).marks)) index--;
  let from = $from.start();
  for (let i = 0; i < index; i++) from += parent.child(i).nodeSize;
  let to = from;
  for (; index < parent.childCount && mark.isInSet(parent.child(index).marks); index++) to += parent.child(index).nodeSize;
  return { from, to, mark };
}

/** complete makes what people write into an address: "www.example.org" and "name@example.org" are what they mean. */
export function complete(address: string): string {
  const typed = address.trim();
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(typed)) return `mailto:${typed}`;
  if (/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(\/\S*)?$/u.test(typed)) return `https://${typed}`;
  return typed;
}

/** askLink opens the dialog for the selection. */
export const askLink: Command = (state, _dispatch, view) => {
  if (!view || !state.selection.$from.parent.inlineContent) return false;
  // The browser tells of a selection made by keys a moment later; once the dialog has the focus it would be lost.
  setTimeout(() => open(view), told);
  return true;
};

function open(view: EditorView): void {
  const old = linkAt(view.state);
  const needsWords = view.state.selection.empty && !old;
  const form = element("form", "", { method: "dialog", class: "stack" });
  const dialog = element("dialog", "", { class: "dialog link-dialog", "aria-labelledby": "link-title" });
  const address = field("link-address", page.word("link-address"));
  const words = field("link-words", page.word("link-words"));
  const hint = element("p", page.word("link-hint"), { class: "hint", id: "link-hint" });
  const error = element("p", "", { class: "field-error", id: "link-error" });
  error.hidden = true;
  address.input.setAttribute("aria-describedby", "link-hint link-error");
  address.input.setAttribute("dir", "ltr");
  address.input.setAttribute("inputmode", "url");
  address.input.value = (old?.mark.attrs["href"] as string) ?? "";
  address.box.append(hint, error);
  const actions = element("div", "", { class: "actions" });
  const save = element("button", page.word("link-save"), { class: "button primary" });
  actions.append(save);
  if (old) actions.append(button(page.word("link-remove"), () => (dialog.close(), view.dispatch(view.state.tr.removeMark(...range(), link())))));
  actions.append(button(page.word("link-cancel"), () => dialog.close(), "quiet"));
  form.append(element("h2", page.word("link-title"), { id: "link-title" }), ...(needsWords ? [words.box] : []), address.box, actions);
  dialog.append(form);
  // What others write meanwhile moves the link; its place is read again when it is set.
  const range = (): [number, number] => {
    const now = linkAt(view.state);
    return now ? [now.from, now.to] : [view.state.selection.from, view.state.selection.to];
  };
  form.addEventListener("submit", (event) => {
    const href = complete(address.input.value);
    const fault = !href ? page.word("link-missing") : isSafeLink(href) && !/\s/.test(href) ? "" : page.word("link-unsafe");
    error.textContent = fault;
    error.hidden = !fault;
    if (fault) {
      event.preventDefault();
      address.input.setAttribute("aria-invalid", "true");
      address.input.focus();
      return;
    }
    const mark = link().create({ href });
    const [from, to] = range();
    const { tr, schema } = view.state;
    if (from === to) tr.insert(from, schema.text(words.input.value.trim() || href, [mark]));
    else tr.removeMark(from, to, link()).addMark(from, to, mark);
    view.dispatch(tr.scrollIntoView());
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    view.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  address.input.focus();
}

function field(id: string, label: string): { box: HTMLElement; input: HTMLInputElement } {
  const box = element("div", "", { class: "field" });
  const input = element("input", "", { id, type: "text", autocomplete: "off" });
  box.append(element("label", label, { for: id }), input);
  return { box, input };
}
