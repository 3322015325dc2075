// What became of an item while somebody has it open: both texts, and the ways to go on. Nothing is decided here.
import { button, element, heading } from "./page";
import { word } from "./words";

/** Meanwhile is how the item stands on the board now. */
export interface Meanwhile {
  state: "same" | "changed" | "withdrawn" | "gone";
  text: string;
  evidence: string;
  version: string;
  quadrant: string;
}

export interface Ways {
  keep: () => void;
  take: () => void;
  add: () => void;
  discard: () => void;
}

/** notice fills the place in the editor and returns what it says, for the ear. */
export function notice(place: HTMLElement, from: string, now: Meanwhile, restored: boolean, ways: Ways): string {
  const said: string[] = [];
  const nodes: HTMLElement[] = [];
  const line = (text: string) => {
    said.push(text);
    nodes.push(element("p", text));
  };
  if (restored) line(word("draft-restored"));
  if (now.state === "same" || now.state === "changed") {
    if (now.quadrant !== from) line(word("moved-to", { heading: heading(now.quadrant) }));
  }
  if (now.state === "changed") {
    line(word("changed-meanwhile"));
    nodes.push(element("p", now.text, { class: "theirs", dir: "auto" }));
    if (now.evidence) nodes.push(element("p", word("evidence", { text: now.evidence }), { class: "theirs", dir: "auto" }));
    nodes.push(actions(button(word("keep-mine"), ways.keep), button(word("take-theirs"), ways.take)));
  } else if (now.state !== "same") {
    line(word(now.state === "gone" ? "gone" : "withdrawn-meanwhile"));
    nodes.push(actions(button(word("add-mine"), ways.add), button(word("discard"), ways.discard)));
  }
  place.replaceChildren(...nodes);
  place.hidden = !nodes.length;
  return said.join(" ");
}

function actions(...buttons: HTMLElement[]): HTMLElement {
  const line = element("p", "", { class: "actions" });
  line.append(...buttons);
  return line;
}
