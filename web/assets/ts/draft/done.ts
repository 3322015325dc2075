// What was done to a section as a whole is said, and stands for a while at the edge of the page with the way back where
// there is one. It takes no focus.
import { button, element, main, own } from "./page";
import { say } from "./say";
import { word } from "./words";

const stay = 20_000; // ms

const place = element("div", "", { class: "toast", [own]: "" });
let timer = 0;

/** tell says what was done; back takes it back. */
export function tell(text: string, back?: () => Promise<void>): void {
  const close = button("×", hide, "quiet");
  close.setAttribute("aria-label", word("close"));
  const way = back && button(word("put-back"), () => (hide(), void back()));
  place.replaceChildren(element("span", text), ...(way ? [way] : []), close);
  if (!place.isConnected) main.after(place);
  say(text);
  clearTimeout(timer);
  timer = window.setTimeout(leave, stay);
}

function leave(): void {
  if (place.matches(":hover, :focus-within")) timer = window.setTimeout(leave, stay);
  else hide();
}

function hide(): void {
  clearTimeout(timer);
  place.replaceChildren();
}
