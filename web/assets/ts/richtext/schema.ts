// What a section's text may hold: the one schema of the browser's editor and of the server, which checks every step
// with it. Node names, mark names and attributes are part of what is stored and exported: they are not renamed.
import { Schema, type AttributeSpec, type Node, type NodeSpec } from "prosemirror-model";
import { isSafeLink } from "./safe_link";

const headingLevels = 3;
const widestCell = 20;
const tallestCell = 200;
const widestColumn = 5_000; // px
const highestNumber = 100_000; // that a numbered list begins with

const link: AttributeSpec = {
  validate: (href: unknown) => {
    if (!isSafeLink(href)) throw new RangeError("a link leads to http, https, mailto, a path or a place on the page");
  },
};

const number = (standard: number, most: number): AttributeSpec => ({
  default: standard,
  validate: (value: unknown) => {
    if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > most) throw new RangeError(`a whole number from 1 to ${most} is expected`);
  },
});

const columnWidths: AttributeSpec = {
  default: null,
  validate: (value: unknown) => {
    const fits = (width: unknown) => Number.isInteger(width) && (width as number) >= 0 && (width as number) < widestColumn;
    if (value !== null && !(Array.isArray(value) && value.length <= widestCell && value.every(fits))) throw new RangeError("these are no column widths");
  },
};

const span = (cell: HTMLElement, name: string, most: number) => Math.min(Math.max(1, Math.trunc(Number(cell.getAttribute(name)) || 1)), most);

/** cell is the spec of a table's cell; tableRole is what prosemirror-tables knows it by. */
const cell = (tag: "td" | "th", tableRole: string): NodeSpec => ({
  content: "block+",
  attrs: { colspan: number(1, widestCell), rowspan: number(1, tallestCell), colwidth: columnWidths },
  tableRole,
  isolating: true,
  parseDOM: [{ tag, getAttrs: (dom) => ({ colspan: span(dom, "colspan", widestCell), rowspan: span(dom, "rowspan", tallestCell), colwidth: null }) }],
  toDOM: (node: Node) => {
    const spans: Record<string, number> = {};
    for (const name of ["colspan", "rowspan"]) if (node.attrs[name] !== 1) spans[name] = node.attrs[name];
    return [tag, spans, 0];
  },
});

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    // The page's own headings are above these: level 1 is shown as h3.
    heading: {
      content: "inline*",
      group: "block",
      attrs: { level: { default: 2, validate: number(2, headingLevels).validate! } },
      defining: true,
      parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.min(level, headingLevels) } })),
      toDOM: (node) => [`h${node.attrs["level"] + 2}`, 0],
    },
    blockquote: { content: "block+", group: "block", defining: true, parseDOM: [{ tag: "blockquote" }], toDOM: () => ["blockquote", 0] },
    bullet_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
    ordered_list: {
      content: "list_item+",
      group: "block",
      attrs: { order: number(1, highestNumber) },
      parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ order: span(dom, "start", highestNumber) }) }],
      toDOM: (node) => (node.attrs["order"] === 1 ? ["ol", 0] : ["ol", { start: node.attrs["order"] }, 0]),
    },
    list_item: { content: "paragraph block*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    table: { content: "table_row+", tableRole: "table", isolating: true, group: "block", parseDOM: [{ tag: "table" }], toDOM: () => ["table", ["tbody", 0]] },
    table_row: { content: "(table_cell | table_header)*", tableRole: "row", parseDOM: [{ tag: "tr" }], toDOM: () => ["tr", 0] },
    table_cell: cell("td", "cell"),
    table_header: cell("th", "header_cell"),
    hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
    text: { group: "inline" },
  },
  marks: {
    link: {
      attrs: { href: link },
      inclusive: false,
      parseDOM: [{ tag: "a[href]", getAttrs: (dom) => (isSafeLink(dom.getAttribute("href")) ? { href: dom.getAttribute("href") } : false) }],
      toDOM: (mark) => ["a", { href: mark.attrs["href"], rel: "nofollow noopener" }, 0],
    },
    em: { parseDOM: [{ tag: "i" }, { tag: "em" }, { style: "font-style=italic" }], toDOM: () => ["em", 0] },
    strong: {
      // Google Docs wraps everything it copies in a <b> that is not bold.
      parseDOM: [{ tag: "b", getAttrs: (dom) => dom.style.fontWeight !== "normal" && null }, { tag: "strong" }, { style: "font-weight", getAttrs: (value) => /^(bold(er)?|[6-9]\d\d)$/.test(value) && null }],
      toDOM: () => ["strong", 0],
    },
  },
});
