// The outline beside the text: under each section its headings and how many words it has, and which one is being read.
// It reads the page, so that it is the same for a text in an editor and one that is only read.
import { wordsIn } from "../wordcount";
import { byID, element, main, own, sectionOf, sections, textOf, titleOf } from "./page";
import { word } from "./words";

const rest = 400; // ms without a change until it counts
const blocks = "p, h3, h4, h5, h6, li:not(:has(p)), td:not(:has(p)), th:not(:has(p))";

const counts = new Map<string, number>();
const stale = new Set<string>();
let timer = 0;

const language = document.documentElement.lang;
/** outlining begins, and goes on with every change of a text. */
export function outlining(): void {
  if (!byID("outline")) return;
  document.addEventListener("meridian:text", (event) => outdated((event.target as HTMLElement).dataset["section"]!));
  let frame = 0;
  addEventListener("scroll", () => (frame ||= requestAnimationFrame(() => ((frame = 0), mark()))), { passive: true });
  byID("outline")!.parentElement!.addEventListener("click", jump);
  outdated();
}

/** outdated counts a section anew, or all of them. */
export function outdated(id?: string): void {
  for (const section of sections()) if (!id || section.dataset["section"] === id) stale.add(section.dataset["section"]!);
  clearTimeout(timer);
  timer = window.setTimeout(show, rest);
}

const linkTo = (id: string) => byID("outline")?.querySelector<HTMLElement>(`a[href$="#section-${CSS.escape(id)}"]`) ?? null;

function show(): void {
  const outline = byID("outline");
  if (!outline) return;
  for (const id of stale) {
    const section = sectionOf(id);
    const text = section && textOf(section);
    if (!text) counts.delete(id);
    else counts.set(id, wordsIn([...text.querySelectorAll(blocks)].map((block) => block.textContent).join("\n")));
    const entry = linkTo(id)?.parentElement;
    if (entry && text) fill(entry, id, text, titleOf(section));
  }
  stale.clear();
  for (const id of counts.keys()) if (!sectionOf(id)) counts.delete(id);
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0);
  say(part(outline, "p", "outline-all"), word("outline-all", { n: format(all) }));
  const head = byID("draft-words");
  if (head) say(head, amount(all));
  mark();
}

const amount = (n: number) => (n === 1 ? word("outline-word") : word("outline-words", { n: format(n) }));
const format = (n: number) => new Intl.NumberFormat(language).format(n);

/** part is an element of ours in another; it is made when it is not there. */
function part(around: Element, name: keyof HTMLElementTagNameMap, kind: string): HTMLElement {
  const have = around.querySelector<HTMLElement>(`:scope > .${kind}`);
  if (have) return have;
  const made = element(name, "", { class: kind, [own]: "" });
  around.append(made);
  return made;
}

function say(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}

function fill(entry: Element, id: string, text: HTMLElement, title: string): void {
  const n = counts.get(id) ?? 0;
  say(part(entry, "span", "outline-words"), amount(n));
  const headings = [...text.querySelectorAll<HTMLElement>("h3, h4, h5")].filter((heading) => heading.textContent!.trim());
  const have = entry.querySelector<HTMLElement>(":scope > .outline-parts");
  if (!headings.length) return have?.remove();
  const fold = part(entry, "details", "outline-parts");
  if (!fold.firstChild) fold.append(element("summary"), element("ul", "", { class: "outline-headings" }));
  say(fold.querySelector("summary")!, word("outline-parts", { title }));
  const list = fold.querySelector("ul")!;
  const said = headings.map((heading) => heading.localName + heading.textContent).join("\n");
  if (list.dataset["said"] === said) return;
  list.dataset["said"] = said;
  list.replaceChildren(
    ...headings.map((heading, n) => {
      const li = element("li", "", { "data-level": heading.localName.slice(1) });
      li.append(element("a", heading.textContent!, { href: `#section-${id}`, "data-heading": String(n), dir: "auto" }));
      return li;
    }),
  );
}

/** jump goes to a heading of a text, which has no address of its own while it is being written. */
function jump(event: Event): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-heading]");
  const section = link && byID(link.hash.slice(1));
  const text = section && textOf(section);
  if (!link || !text) return;
  const headings = [...text.querySelectorAll<HTMLElement>("h3, h4, h5")].filter((heading) => heading.textContent!.trim());
  const heading = headings[Number(link.dataset["heading"])];
  if (!heading) return;
  event.preventDefault();
  heading.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: no-preference)").matches ? "smooth" : "instant" });
  text.focus({ preventScroll: true });
  getSelection()?.collapse(heading, 0);
}

/** mark says which section is being read: the last one that begins in the upper third. */
function mark(): void {
  const outline = byID("outline");
  const current = [...main.querySelectorAll<HTMLElement>("[data-section]")].filter((section) => section.getBoundingClientRect().top < innerHeight / 3).at(-1);
  const link = current ? linkTo(current.dataset["section"]!) : null;
  for (const old of outline?.querySelectorAll("[aria-current]") ?? []) if (old !== link) old.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "true");
}
