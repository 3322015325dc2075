// The note at the edge of the page after an own action, with the way back. It takes no focus, and goes by itself
// only while nobody points at it or has the focus in it.
import { button, byID, element } from "./page";
import { word } from "./words";

const stay = 20_000;
let timer = 0;

/** toast shows a text and what can be done about it, in the place of what stood there. */
export function toast(text: string, ways: HTMLElement[]): void {
  const place = byID("toast")!;
  const close = button("×", hide, "quiet");
  close.setAttribute("aria-label", word("dismiss"));
  place.replaceChildren(element("span", text), ...ways, close);
  place.hidden = false;
  clearTimeout(timer);
  timer = window.setTimeout(leave, stay);
}

/** offer shows what was done and a button that takes it back; undo may return where the focus belongs then. */
export function offer(text: string, undo: () => Promise<HTMLElement | null | undefined>): void {
  const way = button(word("undo"), async () => {
    const focused = way === document.activeElement;
    hide();
    const target = await undo();
    if (focused) target?.focus();
  });
  toast(text, [way]);
}

function leave(): void {
  if (byID("toast")!.matches(":hover, :focus-within")) timer = window.setTimeout(leave, stay);
  else hide();
}

function hide(): void {
  clearTimeout(timer);
  byID("toast")!.hidden = true;
}
