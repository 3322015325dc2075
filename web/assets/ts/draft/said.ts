// What is said about the words of a strategy: selected words are commented on, and what was said is reached from the words
// and the words from it. All of it stands in the margin without this script, too.
import { button, byID, element, main, own, sections, textOf, titleOf } from "./page";
import { find, read, type Reading } from "./reading";
import { say as announce } from "./say";

const around = 32; // characters kept before and after selected words
const letter = /[\p{L}\p{M}\p{N}]/u;
const rest = 250; // ms until a selection is taken for one

interface Marked {
  section: string;
  version: string;
  exact: string;
  prefix: string;
  suffix: string;
}

const form = () => byID("say") as HTMLFormElement | null;
const field = (name: string) => form()?.elements.namedItem(name) as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | null;

let tools: HTMLElement | null = null;
let chosen: Marked | null = null; // that the tools are for
let timer = 0;
const places = new Map<string, Range>(); // of what was said, by its id

/** talking begins, where there is something to say it with. */
export function talking(): void {
  if (!form()) return;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = window.setTimeout(offer, rest);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.altKey && event.key.toLowerCase() === "m" && tools) {
      event.preventDefault();
      tools.querySelector("button")?.focus();
    }
  });
  // Who begins to select anew has done with what was selected.
  document.addEventListener("pointerdown", (event) => tools?.contains(event.target as Node) || close());
  let selected: ReturnType<typeof marked> = null;
  document.addEventListener("meridian:following", () => void (selected = marked()));
  document.addEventListener("meridian:followed", () => {
    draw();
    if (selected && typeof selected === "object") choose(selected);
    selected = null;
  });
  main.addEventListener("click", (event) => {
    const target = event.target as Element;
    const ref = target.closest<HTMLElement>(".said-ref");
    if (ref) {
      event.preventDefault();
      go(ref.dataset["thread"]!);
    } else if (target.closest(".remark-quote, .remark-back") && toWords(target.closest<HTMLElement>(".remark"))) event.preventDefault();
  });
  main.addEventListener("focusin", (event) => light((event.target as Element).closest<HTMLElement>(".remark")));
  main.addEventListener("pointerover", (event) => light((event.target as Element).closest<HTMLElement>(".remark")));
  draw();
  // The browser itself goes to what the address names, and takes the focus from everything, when the page has loaded.
  if (document.readyState === "complete") opened();
  else addEventListener("load", () => setTimeout(opened));
  addEventListener("hashchange", opened);
}

/** opened brings what the address names into sight, though the margin scrolls by itself. */
function opened(): void {
  const named = /^#(thread|comment)-/.test(location.hash) ? byID(location.hash.slice(1)) : null;
  const remark = named?.closest<HTMLElement>(".remark");
  if (remark) go(remark.id.slice("thread-".length));
}

/** marked are the selected words; a string says why they cannot be commented on. */
function marked(): Marked | string | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const text = (node: Node) => (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-text]") ?? null;
  const from = text(range.startContainer);
  let to = text(range.endContainer);
  if (!from) return null;
  if (!to && range.endOffset === 0) to = from; // a triple click ends before what follows
  if (from !== to) return to ? (byID("margin")?.dataset["across"] ?? "") : null;
  const section = from.closest<HTMLElement>("[data-section]")?.dataset["section"];
  if (!section) return null;
  const reading = read(from);
  let start = reading.at(range.startContainer, range.startOffset);
  let end = text(range.endContainer) ? reading.at(range.endContainer, range.endOffset) : reading.text.length;
  // Whole words are meant, also where a finger has caught a part of one.
  const inner = (at: number) => letter.test(reading.text[at - 1] ?? "") && letter.test(reading.text[at] ?? "");
  while (inner(start)) start--;
  while (inner(end)) end++;
  const exact = reading.text.slice(start, end);
  if (!exact.trim()) return null;
  const lead = exact.length - exact.trimStart().length;
  const first = start + lead;
  const last = first + exact.trim().length;
  return { section, version: from.dataset["steps"] ?? "", exact: exact.trim(), prefix: reading.text.slice(Math.max(0, first - around), first), suffix: reading.text.slice(last, last + around) };
}

/** offer shows beside selected words what can be done with them. */
function offer(): void {
  if (tools?.contains(document.activeElement)) return;
  const words = marked();
  if (tools && chosen && typeof words === "object" && words?.section === chosen.section && words.exact === chosen.exact) {
    chosen = words; // the text around them has changed, perhaps
    return place();
  }
  close();
  if (!words) return;
  if (typeof words === "string") return announce(words);
  chosen = words;
  const labels = byID("margin")!.dataset;
  tools = element("div", "", { class: "said-tools", role: "toolbar", "aria-label": labels["tools"] ?? "", [own]: "" });
  tools.append(
    button(labels["comment"] ?? "Comment", () => begin(chosen!, false), "primary"),
    button(labels["suggest"] ?? "Suggest", () => begin(chosen!, true)),
  );
  document.body.append(tools);
  place();
}

/** place puts the tools beside the selected words. */
function place(): void {
  if (tools && !matchMedia("(pointer: coarse)").matches) {
    const box = getSelection()!.getRangeAt(0).getBoundingClientRect();
    tools.style.setProperty("inset-block-start", `${box.bottom + scrollY + 6}px`);
    tools.style.setProperty("left", `${Math.max(8, Math.min(box.left + scrollX, scrollX + innerWidth - tools.offsetWidth - 8))}px`);
  }
}

function close(): void {
  tools?.remove();
  tools = chosen = null;
}

/** choose selects words again that were selected, where a change of others has undone it by the way. */
function choose(words: Marked): void {
  const text = sections().find((one) => one.dataset["section"] === words.section);
  const now = marked();
  if (!text || (now && typeof now === "object" && now.exact === words.exact)) return;
  const range = rangeOf(text, words.exact, words.prefix, words.suffix);
  if (range) getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}

/** rangeOf is where words stand in a section; null where they do not. */
function rangeOf(section: HTMLElement, words: string, prefix: string, suffix: string): Range | null {
  const text = textOf(section);
  const reading = text && read(text);
  const at = reading ? find(reading.text, words, prefix, suffix) : -1;
  return reading && at >= 0 ? rangeAt(reading, at, words.length) : null;
}

function rangeAt(reading: Reading, at: number, length: number): Range {
  const range = document.createRange();
  range.setStart(...reading.place(at));
  const [node, offset] = reading.place(at + length - 1);
  range.setEnd(node, offset + 1);
  return range;
}

/** begin opens the form for words; what was typed in it before stays. */
function begin(words: Marked, suggests: boolean): void {
  close();
  const box = byID("say-box") as HTMLDetailsElement | null;
  if (box) box.open = true;
  for (const [name, value] of Object.entries(words)) {
    const input = field(name);
    if (input) input.value = value;
  }
  const replacement = field("replacement");
  const details = byID("say-suggest") as HTMLDetailsElement | null;
  if (suggests && replacement && !replacement.value) replacement.value = words.exact;
  if (details && suggests) details.open = true;
  const next = suggests ? replacement : field("text");
  next?.focus();
  next?.scrollIntoView({ block: "center" });
}

/** draw finds the words of what was said and marks them, with a number that leads to it. */
function draw(): void {
  for (const ref of main.querySelectorAll(".said-ref")) {
    const before = ref.parentNode;
    ref.remove();
    before?.normalize();
  }
  places.clear();
  const remarks = [...main.querySelectorAll<HTMLElement>("#remarks > .remark[data-words]")].filter((one) => one.dataset["words"] && one.dataset["state"] !== "resolved");
  for (const section of sections()) {
    const text = textOf(section);
    const here = remarks.filter((one) => one.dataset["section"] === section.dataset["section"]);
    if (!text || !here.length) continue;
    const reading = read(text);
    const found: [number, HTMLElement][] = [];
    for (const one of here) {
      const words = one.dataset["words"]!;
      const at = find(reading.text, words, one.dataset["prefix"] ?? "", one.dataset["suffix"] ?? "");
      if (at < 0) continue;
      places.set(one.id, rangeAt(reading, at, words.length));
      found.push([at + words.length, one]);
    }
    // From the end, so that no number moves the place of the next.
    found.sort(([a], [b]) => b - a);
    for (const [, one] of found) number(one, titleOf(section));
  }
  highlight("said", [...places.values()]);
}

function number(remark: HTMLElement, title: string): void {
  const range = places.get(remark.id)!;
  const n = String([...main.querySelectorAll("#remarks > .remark")].indexOf(remark) + 1);
  const label = (byID("margin")!.dataset["ref"] ?? "{n}").replace("{n}", n).replace("{title}", title);
  const ref = element("a", n, { class: "said-ref", href: `#${remark.id}`, "aria-label": label, [own]: "", "data-thread": remark.id.slice("thread-".length) });
  const end = range.cloneRange();
  end.collapse(false);
  end.insertNode(ref);
  range.setEndBefore(ref);
}

function highlight(name: string, ranges: Range[]): void {
  if (!("highlights" in CSS)) return;
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

function light(remark: HTMLElement | null): void {
  const range = remark && places.get(remark.id);
  highlight("said-now", range ? [range] : []);
}

/** go leads from the words to what was said about them. */
function go(id: string): void {
  const remark = byID(`thread-${id}`);
  if (!remark) return;
  remark.scrollIntoView({ block: "nearest" });
  // Its link, not the remark itself: what has the focus is not brought up to date.
  (remark.querySelector<HTMLElement>(".remark-back") ?? remark.querySelector<HTMLElement>(".remark-foot a"))?.focus({ preventScroll: true });
}

/** toWords leads back to the words, where they are marked. */
function toWords(remark: HTMLElement | null): boolean {
  const ref = remark && main.querySelector<HTMLElement>(`.said-ref[data-thread="${remark.id.slice("thread-".length)}"]`);
  ref?.scrollIntoView({ block: "center" });
  ref?.focus();
  return !!ref;
}
