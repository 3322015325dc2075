// What mammoth's HTML needs before the schema reads it: notes become text, what leads nowhere is taken off its words.
import { isSafeLink } from "../richtext/schema";

/** Tally counts what was met on the way. */
export interface Tally {
  footnotes: number;
  lostLinks: number;
}

/** Note is a footnote or endnote: its number in the whole document and its words. */
export interface Note {
  number: number;
  text: string;
}

/** tidy changes a piece of the document in place and returns its notes by the block in which they are referred to. */
export function tidy(piece: DocumentFragment, tally: Tally): Map<Element, Note[]> {
  const notes = takeNotes(piece, tally);
  for (const link of piece.querySelectorAll<HTMLAnchorElement>("a")) {
    const href = link.getAttribute("href");
    if (href !== null && isSafeLink(href) && !href.startsWith("#") && !href.startsWith("/")) continue;
    // Places inside the file and files beside it do not exist here; bookmarks have no words.
    if (href !== null && !href.startsWith("#")) tally.lostLinks++;
    link.replaceWith(...link.childNodes);
  }
  for (const box of piece.querySelectorAll("input")) box.replaceWith(box.hasAttribute("checked") ? "☑" : "☐");
  for (const table of piece.querySelectorAll("table")) markHeader(table);
  // A heading is bold by being one.
  for (const bold of piece.querySelectorAll(":is(h1, h2, h3, h4, h5, h6, th) strong")) bold.replaceWith(...bold.childNodes);
  return notes;
}

function takeNotes(piece: DocumentFragment, tally: Tally): Map<Element, Note[]> {
  const texts = new Map<string, string>();
  const list = piece.lastElementChild?.tagName === "OL" && piece.lastElementChild.querySelector(':scope > li:is([id^="footnote-"], [id^="endnote-"])') ? piece.lastElementChild : null;
  for (const item of list?.children ?? []) texts.set(`#${item.id}`, (item.textContent ?? "").replace(/↑\s*$/, "").replace(/\s+/g, " ").trim());
  list?.remove();
  const notes = new Map<Element, Note[]>();
  for (const reference of piece.querySelectorAll<HTMLAnchorElement>('sup > a:is([href^="#footnote-"], [href^="#endnote-"])')) {
    const number = ++tally.footnotes;
    let block: Element = reference;
    while (block.parentElement) block = block.parentElement;
    notes.set(block, [...(notes.get(block) ?? []), { number, text: texts.get(reference.getAttribute("href")!) ?? "" }]);
    reference.parentElement!.replaceWith(`[${number}]`);
  }
  return notes;
}

/** markHeader makes a first row whose words are all bold the header: Word marks few headers, people embolden most. */
function markHeader(table: HTMLTableElement): void {
  const rows = [...table.rows].filter((row) => row.closest("table") === table);
  const cells = [...(rows[0]?.cells ?? [])];
  const bold = (cell: Element) => {
    const strong = [...cell.querySelectorAll("strong")].map((part) => part.textContent).join("");
    return strong.trim() !== "" && strong.replace(/\s/g, "") === (cell.textContent ?? "").replace(/\s/g, "");
  };
  if (rows.length < 2 || cells.some((cell) => cell.tagName === "TH") || !cells.every((cell) => bold(cell) || cell.textContent === "") || !cells.some(bold)) return;
  for (const cell of cells) {
    const header = document.createElement("th");
    for (const name of ["colspan", "rowspan"]) if (cell.hasAttribute(name)) header.setAttribute(name, cell.getAttribute(name)!);
    header.append(...cell.childNodes);
    cell.replaceWith(header);
  }
}
