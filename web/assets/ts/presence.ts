// Who is here, and who is writing where. The server knows a person by their open pages; each page says which item
// it has open.
import { address, board, byID, item } from "./page";
import { tab } from "./stream";
import { listed, word } from "./words";

let editing = "";

/** showPeople takes the list of a presence event. */
export function showPeople(people: DocumentFragment): void {
  const present = byID("presence");
  if (!present) return;
  const more = people.querySelector("#presence-more");
  more?.remove();
  if (more) byID("presence-more")?.replaceChildren(more.textContent ?? "");
  present.replaceChildren(people);
  showWriters();
}

/** showWriters puts the names of those who have an item open at that item. */
export function showWriters(): void {
  const names = new Map<Element, string[]>();
  for (const person of document.querySelectorAll<HTMLElement>("#presence > [data-editing]")) {
    const { editing: id, person: who } = person.dataset;
    const line = id && who !== board.dataset.person ? item(id)?.querySelector(".item-editing") : null;
    if (line) names.set(line, [...(names.get(line) ?? []), person.querySelector("bdi")?.textContent ?? ""]);
  }
  for (const line of board.querySelectorAll<HTMLElement>(".item-editing")) {
    const here = names.get(line);
    const text = here ? word("is-editing", { name: listed(here, "conjunction") }) : "";
    if (line.textContent !== text) line.textContent = text;
    line.hidden = !here;
  }
}

/** tell says which item this page has open; "" is none. */
export function tell(id: string): void {
  if (id === editing) return;
  editing = id;
  tellAgain();
}

/** tellAgain repeats it to a stream that has just been opened. It is a courtesy: a failure costs nothing. */
export function tellAgain(): void {
  const body = new URLSearchParams({ tab, editing });
  fetch(`${address}/presence`, { method: "POST", body, headers: { Live: "1" } }).catch(() => {});
}
