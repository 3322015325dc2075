// A place of its own for what a screen reader is told about the editor; no part of the page that is put anew takes it away.
import { element } from "./page";

const place = element("p", "", { class: "visually-hidden", role: "status" });
document.body.append(place);

/** say tells something politely; the same words are told again. */
export function say(text: string): void {
  place.textContent = "";
  setTimeout(() => (place.textContent = text), 50);
}
