// A Word file's parts → blocks, by mammoth, a piece at a time.
import mammoth from "mammoth";
import { parse } from "../html";
import { chunks } from "./chunks";
import { pack } from "./pack";
import type { Parts } from "./parts";
import type { Block } from "./sections";
import { readStyles, styleMap } from "./styles";
import { tidy, type Note, type Tally } from "./tidy";
import { Unreadable } from "./words";

/** Counts is what mammoth met and could not bring in, and what was tidied. */
export interface Counts extends Tally {
  images: number;
  symbols: number;
}

/** Piece is a block with the notes that are referred to in it. */
export type Piece = Block<Element> & { notes: Note[] };

const deepestList = 4; // mammoth's levels of lists begin with 0
const relations = (main: string) => main.replace(/[^/]*$/, "");

/** convert reads the parts; progress hears how far it is, 0 to 1, and the page can draw and answer in between. */
export async function convert(parts: Parts, progress: (done: number) => void): Promise<{ pieces: Piece[]; counts: Counts }> {
  const styles = readStyles(parts.styles);
  const counts: Counts = { images: 0, symbols: 0, footnotes: 0, lostLinks: 0 };
  const pieces: Piece[] = [];
  // mammoth takes a row that says it is no header for one.
  const document = parts.document.replace(/<w:tblHeader w:val="(?:false|0|off)"\s*\/>/g, "");
  const documents = chunks(document, (style) => /^h\d$/.test(styles.roles.get(style) ?? ""));
  for (const [n, piece] of documents.entries()) {
    const texts = new Map([...parts.others].filter(([name]) => !/notes\d*\.xml$/.test(name) || piece.includes(name.includes("footnotes") ? "<w:footnoteReference" : "<w:endnoteReference")));
    texts.set(parts.main, piece);
    texts.set(`${relations(parts.main)}styles.xml`, styles.xml);
    const { value, messages } = await mammoth.convertToHtml({ arrayBuffer: pack(texts) }, options(counts)).catch(() => Promise.reject(new Unreadable("damaged")));
    counts.symbols += messages.filter((message) => message.message.includes("unsupported character")).length;
    const fragment = parse(value);
    const notes = tidy(fragment, counts);
    for (const element of fragment.children) pieces.push({ ...block(element), notes: notes.get(element) ?? [] });
    progress((n + 1) / documents.length);
    await drawn();
  }
  return { pieces, counts };
}

const options = (counts: Counts) => ({
  styleMap,
  includeEmbeddedStyleMap: false, // the file is not asked how it wants to be read
  convertImage: mammoth.images.imgElement(() => {
    counts.images++;
    return Promise.resolve({ src: "" });
  }),
  transformDocument: clampLists,
});

interface WordElement {
  type: string;
  numbering?: { level: string; isOrdered: boolean } | null;
  children?: WordElement[];
}

/** clampLists puts items that are deeper than mammoth's rules go on the deepest level they know. */
function clampLists(element: WordElement): WordElement {
  if (element.numbering && Number(element.numbering.level) > deepestList) element.numbering = { ...element.numbering, level: String(deepestList) };
  element.children?.forEach(clampLists);
  return element;
}

function block(element: Element): Block<Element> {
  const text = (element.textContent ?? "").replace(/\s+/g, " ").trim();
  const level = Number(/^H([1-6])$/.exec(element.tagName)?.[1] ?? 0);
  const role = element.classList.contains("word-title") ? "title" : element.classList.contains("word-subtitle") ? "subtitle" : level ? "heading" : "other";
  return { role, level, text, node: element };
}

/** drawn lets the page draw and answer before the next piece. */
const drawn = () => new Promise<void>((resume) => setTimeout(resume));
