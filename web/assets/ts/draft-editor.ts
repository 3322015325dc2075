// The editor of a strategy's texts. The page's script loads it where somebody may write, and hands itself over.
import { type Editing, type Page, surround } from "./draft/around";
import { all, caret, editorOf, mount, mounted, onEditor, rows, tidy, watch } from "./draft/editors";
import { main } from "./draft/page";
import { recover } from "./draft/recover";
import { attend, toolbar } from "./draft/toolbar";

/** edit makes the page's texts writable; it is called once. */
export function edit(page: Page): Editing {
  surround(page);
  onEditor(attend);
  toolbar();
  watch();
  void recover();
  main.addEventListener("pointerup", (event) => void touch(event));
  main.addEventListener("focusin", (event) => {
    const text = textAt(event);
    if (text && !editorOf(idOf(text))) void mount(idOf(text));
  });
  addEventListener("beforeunload", (event) => {
    // Only what this device could not keep would be lost.
    if (all().some(({ sync }) => sync.unkept)) event.preventDefault();
  });
  return {
    stays: (node) => node.matches("[data-text]") && mounted(node).length > 0,
    // A section that went away under somebody's hands stays until they have seen why.
    holds: (node) => mounted(node).some(({ view, sync, stopped }) => stopped || sync.pending || view.hasFocus()),
    changed: () => (toolbar(), tidy()),
    steps: rows,
    mount,
    caret,
    ask: async () => void (await Promise.all(all().map(({ sync }) => sync.ask()))),
  };
}

const textAt = (event: Event) => (event.target as Element).closest("[data-text]");
const idOf = (text: Element) => text.closest<HTMLElement>("[data-section]")!.dataset["section"]!;

/** touch: a text may be pressed before its editor is there; then the caret goes where the pointer was. */
async function touch(event: PointerEvent): Promise<void> {
  const text = textAt(event);
  if (!text || editorOf(idOf(text)) || (event.target as Element).closest("a, button") || !getSelection()?.isCollapsed) return;
  const editor = await mount(idOf(text));
  if (!editor) return;
  const at = editor.view.posAtCoords({ left: event.clientX, top: event.clientY });
  editor.view.focus();
  if (at) editor.place(at.pos);
}
