// Brings the page to what the server has, and leaves alone what belongs to the person: texts that stand in an editor,
// forms in which something was typed, what is folded open, and what the scripts themselves put there.
import { Idiomorph } from "idiomorph";
import { parse } from "../html";
import { localise } from "../times";
import { address, byID, main, own } from "./page";

/** Kept tells which nodes stay as they are, and which may not be removed. */
export interface Keeping {
  stays(node: Element): boolean;
  holds(node: Element): boolean;
}

const patience = 20_000;
const pause = 1_000; // ms between two fetches of the page

let keeping: Keeping = { stays: () => false, holds: () => false };
let changed: () => void = () => {};
let reached: (version: number) => void = () => {};
let fetching: Promise<number> | null = null;
let last = -Infinity;
let timer = 0;

/** morphing begins; after each change of the page then is called. */
export function morphing(keep: Keeping, then: () => void, reach: typeof reached): void {
  keeping = keep;
  changed = then;
  reached = reach;
}

/** following says that the page is about to change; what stands on it can still be looked at. */
const following = () => document.dispatchEvent(new Event("meridian:following"));

/** change shows what an event "change" brings. */
export function change(html: string): void {
  const news = parse(html);
  following();
  let whole = !!news.querySelector("[data-structure]");
  for (const next of [...news.children] as HTMLElement[]) {
    if (next.hasAttribute("data-structure")) continue;
    const old = next.id && byID(next.id);
    if (old) put(old, next);
    else whole = true;
  }
  changed();
  if (whole) want();
}

/** presence shows who is here. */
export function presence(html: string): void {
  const place = byID("presence");
  const next = parse(html);
  const same = next.querySelector("#presence");
  if (place && same) put(place, same as HTMLElement);
  else place?.replaceChildren(next);
}

/** want fetches the page soon: at most once a second, however much happens. */
export function want(): void {
  timer ||= window.setTimeout(() => ((timer = 0), void fetchPage()), Math.max(0, last + pause - performance.now()));
}

/** fetchPage shows the page as it is now; it answers the status, 0 when there was none. */
export function fetchPage(): Promise<number> {
  fetching ??= get().finally(() => (fetching = null));
  return fetching;
}

const ask = (url: string) => fetch(url, { headers: { Live: "1", Accept: "text/html" }, cache: "no-store", signal: AbortSignal.timeout(patience) });

async function get(): Promise<number> {
  last = performance.now();
  try {
    let answer = await ask(main.dataset["page"] ?? address);
    // Who may not write any more may still read; the editors then are closed by what the page to read says.
    if ([403, 423].includes(answer.status) && main.dataset["page"] !== address) answer = await ask(address);
    if (!answer.ok || answer.redirected) return answer.redirected ? 401 : answer.status;
    const next = parse(await answer.text()).querySelector<HTMLElement>("#strategy");
    if (!next) return 0;
    const version = Number(next.dataset["live"]);
    following();
    put(main, next);
    reached(version);
    changed();
    return 200;
  } catch {
    return 0;
  }
}

function put(old: Element, next: HTMLElement): void {
  localise(next);
  Idiomorph.morph(old, next, { morphStyle: "outerHTML", ignoreActiveValue: true, callbacks });
  document.dispatchEvent(new CustomEvent("meridian:followed"));
}

const isElement = (node: Node): node is HTMLElement => node instanceof HTMLElement;

const callbacks = {
  beforeNodeMorphed: (old: Node) => !(isElement(old) && (keeping.stays(old) || unsent(old) || (old instanceof HTMLFormElement && unsentIn(old)))),
  beforeNodeRemoved: (old: Node) => !(isElement(old) && (old.hasAttribute(own) || keeping.holds(old) || unsent(old) || unsentIn(old))),
  beforeAttributeUpdated: (name: string, node: Element) => !(name === "open" && node.matches("details, dialog")),
};

/** unsentIn: a form is kept whole, or what it says of the version that was read would no longer be true. */
const unsentIn = (node: HTMLElement) => [...node.querySelectorAll<HTMLElement>("input, textarea, select")].some((field) => !field.closest(`[${own}]`) && unsent(field));

function unsent(node: HTMLElement): boolean {
  if (node instanceof HTMLTextAreaElement) return node.value !== node.defaultValue;
  if (node instanceof HTMLInputElement) {
    return node.type === "checkbox" || node.type === "radio" ? node.checked !== node.defaultChecked : node.value !== node.defaultValue;
  }
  if (!(node instanceof HTMLSelectElement)) return false;
  const chosen = [...node.options].filter((option) => option.defaultSelected);
  if (!chosen.length && !node.multiple) return node.selectedIndex > 0;
  return [...node.options].some((option) => option.selected !== option.defaultSelected);
}
