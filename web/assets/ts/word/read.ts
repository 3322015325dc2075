// A Word file → the title and the sections of a strategy, and what was kept and dropped.
import { DOMParser, type Node } from "prosemirror-model";
import { schema } from "../richtext/schema";
import { wordsIn } from "../wordcount";
import { takeCensus } from "./census";
import { convert, type Piece } from "./convert";
import { openParts } from "./parts";
import { parted } from "./parting";
import { cut, longestTitle, shortened } from "./sections";
import type { Note } from "./tidy";
import { Unreadable, word, type Word } from "./words";
import { largestFile } from "./zip";

/** Section is one section as it would come in; doc is a document of the schema as JSON. */
export interface Section {
  title: string;
  doc: unknown;
  words: number;
}

/** Imported is a whole file. kept and dropped are what the preview says, the sentence's key with its number. */
export interface Imported {
  title: string;
  sections: Section[];
  kept: [Word, number][];
  dropped: [Word, number][];
}

/** readWord reads a .docx. It throws Unreadable, whose message is a sentence, for what cannot be read. */
export async function readWord(file: File, progress: (done: number) => void = () => {}): Promise<Imported> {
  if (file.size > largestFile) throw new Unreadable("too-large");
  const parts = await openParts(new Uint8Array(await file.arrayBuffer()));
  const census = takeCensus(parts.document);
  const { pieces, counts } = await convert(parts, (done) => progress(done * 0.8));

  const { title, sections } = cut(pieces, word("introduction"));
  if (sections.length === 0 && !title) throw new Unreadable("empty");
  const parser = DOMParser.fromSchema(schema);
  const found = { headings: 0, lists: 0, tables: 0, quotes: 0, links: 0, bold: 0, italic: 0 };
  const read: Section[] = [];
  let longSections = 0;
  for (const [n, section] of sections.entries()) {
    const doc = parser.parse(holder(section.blocks as Piece[]));
    doc.check();
    tally(doc, found);
    const parts = parted(doc);
    if (parts.length > 1) longSections++;
    for (const [m, part] of parts.entries()) read.push({ title: numbered(section.title, m, parts.length), doc: part.toJSON(), words: words(part) });
    progress(0.8 + (0.2 * (n + 1)) / sections.length);
    await new Promise<void>((resume) => setTimeout(resume));
  }

  const said = (list: [Word, number][]) => list.filter(([, n]) => n > 0);
  return {
    title: title || parts.title || file.name.replace(/\.docx$/i, ""),
    sections: read,
    kept: said([
      ["n-headings", found.headings],
      ["n-lists", found.lists],
      ["n-tables", found.tables],
      ["n-quotes", found.quotes],
      ["n-links", found.links],
      ["bold", found.bold],
      ["italic", found.italic],
      ["n-footnotes", counts.footnotes],
      ["n-insertions", census.insertions],
      ["n-text-boxes", census.textBoxes],
      ["n-parted", longSections],
    ]),
    dropped: said([
      ["n-images", counts.images],
      ["n-comments", census.comments],
      ["n-deletions", census.deletions],
      ["n-equations", census.equations],
      ["n-charts", parts.charts],
      ["n-lost-text-boxes", census.lostTextBoxes],
      ["n-lost-links", counts.lostLinks],
      ["n-symbols", counts.symbols],
      ["contents-left-out", Number(census.contents)],
      ["headers-left-out", Number(parts.headers)],
    ]),
  };
}

/** numbered tells the parts of one section apart. */
const numbered = (title: string, n: number, of: number) => (of === 1 ? title : `${shortened(title, longestTitle - 10)} (${n + 1}/${of})`);

/** holder puts a section's blocks, with their new levels and its notes at the end, into one element. */
function holder(pieces: Piece[]): HTMLElement {
  const whole = document.createElement("div");
  const notes: Note[] = [];
  for (const piece of pieces) {
    if (piece.role === "heading") {
      const heading = document.createElement(`h${piece.level}`);
      heading.append(...piece.node.childNodes);
      whole.append(heading);
    } else whole.append(piece.node);
    notes.push(...(piece.notes ?? []));
  }
  for (const note of notes) {
    const line = document.createElement("p");
    line.textContent = `[${note.number}] ${note.text}`;
    whole.append(line);
  }
  return whole;
}

function tally(doc: Node, found: { headings: number; lists: number; tables: number; quotes: number; links: number; bold: number; italic: number }): void {
  let last = "";
  doc.descendants((node) => {
    if (node.type.name === "heading") found.headings++;
    else if (node.type.name.endsWith("_list")) found.lists++;
    else if (node.type.name === "table") found.tables++;
    else if (node.type.name === "blockquote") found.quotes++;
    for (const mark of node.marks) {
      // One link may be several pieces of text, bold and not.
      if (mark.type.name === "link" && mark.attrs["href"] !== last) found.links++;
      else if (mark.type.name === "strong") found.bold++;
      else if (mark.type.name === "em") found.italic++;
    }
    last = (node.marks.find((mark) => mark.type.name === "link")?.attrs["href"] as string | undefined) ?? "";
  });
}

const words = (doc: Node) => wordsIn(doc.textBetween(0, doc.content.size, " ", " "));
