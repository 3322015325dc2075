// What stands on the board page, by name. The markup is the server's; see internal/swot/swotweb.
import { uuid } from "./uuid";

export const board = document.getElementById("board")!;
export const address = board.dataset.url!;

export const byID = (id: string) => document.getElementById(id);
export const item = (id: string) => byID(`item-${id}`);
export const list = (quadrant: string) => byID(`items-${quadrant}`);
export const heading = (quadrant: string) => byID(`heading-${quadrant}`)?.textContent?.trim() ?? quadrant;

/** quadrants lists the four headings in reading order. */
export const quadrants = () =>
  [...board.querySelectorAll<HTMLElement>("[data-quadrant].quadrant")].map((section) => section.dataset.quadrant!);

/** items lists what stands in a list now, in order. */
export const items = (of: ParentNode | null) => [...(of?.querySelectorAll<HTMLElement>(":scope > li[data-id]") ?? [])];

export const isWithdrawn = (li: HTMLElement) => li.dataset.withdrawn !== undefined;

const written = new Set<string>();

/** claim makes an item that is about to be sent this browser's, before the board brings it. */
export const claim = (id: string) => void written.add(id);

/** isMine tells whether this person wrote the item; where nobody can know that, whether this browser did. */
export function isMine(li: HTMLElement): boolean {
  const { me, mine = "" } = board.dataset;
  const { id = "", author } = li.dataset;
  return written.has(id) || mine.split(" ").includes(id) || (!!author && author === me);
}

/** fresh is an id for a new item; it tells no time where nobody can know the author. */
export const fresh = () => uuid(board.dataset.unsigned !== undefined);

/** isOwn tells whether the actor of this page may edit the item: their own text, or their office's, unless their role edits nothing. */
export function isOwn(li: HTMLElement): boolean {
  const { office, editOwn, moveAll } = board.dataset;
  if (li.dataset.merged !== undefined) return moveAll === "true"; // a joint item is of whoever merges
  return editOwn === "true" && (isMine(li) || (!!office && li.dataset.office === office));
}

export const mayMove = (li: HTMLElement) =>
  !isWithdrawn(li) && !li.hasAttribute("data-editing") && !!li.querySelector("form[data-may=move]:not([hidden])");

export const textOf = (li: HTMLElement) => li.querySelector(".item-text")?.textContent ?? "";
/** evidenceOf returns the evidence alone, without the word that introduces it. */
export const evidenceOf = (li: HTMLElement) => li.querySelector(".item-evidence")?.lastChild?.textContent?.trim() ?? "";

/** neighbour finds where the focus goes when an item leaves the list under the person's own hands. */
export function neighbour(li: HTMLElement): HTMLElement | null {
  const all = items(li.parentElement);
  const at = all.indexOf(li);
  for (const other of [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0)).reverse()]) {
    const button = other.querySelector<HTMLElement>("form:not([hidden]) > button");
    if (button) return button;
  }
  return byID(`add-${li.dataset.quadrant}-text`);
}

/** element makes a node with text, for the few that the page cannot hold ready. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  text = "",
  attributes: Record<string, string> = {},
): HTMLElementTagNameMap[K] {
  const node = document.createElement(name);
  node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

/** button makes one that acts in the page and submits nothing. */
export function button(text: string, act: () => void, kind = ""): HTMLButtonElement {
  const node = element("button", text, { type: "button", class: `button ${kind}`.trim() });
  node.addEventListener("click", act);
  return node;
}
