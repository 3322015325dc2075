// A section's document → paragraphs and tables of Word.
import { ExternalHyperlink, HeadingLevel, Paragraph, Table, TableCell, TableRow, TextRun, type IParagraphOptions, type ParagraphChild } from "docx";
import { isSafeLink } from "../richtext/schema";
import type { TextNode } from "./content";
import { isRightToLeft, writable } from "./direction";
import { deepest, headings, indent, type Numbering } from "./numbering";
import { sheet, textWidth } from "./sheet";

type Marks = { bold?: boolean; italics?: boolean; rightToLeft?: boolean; style?: string };
const levels = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4] as const;

/** Place is where in the document a block stands: in a list of some depth, in a quote. */
interface Place {
  depth: number; // of lists; -1 outside
  quoted: boolean;
  bold?: boolean;
}

const top: Place = { depth: -1, quoted: false };

/** heading is a numbered heading of the document; level 1 is a section's title, which may begin a page. */
export function heading(text: string | TextNode[], level: number, pageBreakBefore = false): Paragraph {
  const nodes = typeof text === "string" ? [{ type: "text", text }] : text;
  return paragraph(nodes, { heading: levels[Math.min(level, levels.length) - 1]!, numbering: { reference: headings, level: Math.min(level, levels.length) - 1 }, pageBreakBefore });
}

/** plain is a paragraph of one text in one direction. */
export function plain(text: string, options: IParagraphOptions = {}, marks: Marks = {}): Paragraph {
  return paragraph([{ type: "text", text }], options, marks);
}

/** blocks writes the content of a document. Its headings go below the section's own. */
export function blocks(nodes: TextNode[] = [], numbering: Numbering, place: Place = top): (Paragraph | Table)[] {
  return nodes.flatMap((node) => block(node, numbering, place));
}

function block(node: TextNode, numbering: Numbering, place: Place): (Paragraph | Table)[] {
  switch (node.type) {
    case "heading":
      return [heading(node.content ?? [], 1 + Number(node.attrs?.["level"] ?? 1))];
    case "blockquote":
      return blocks(node.content, numbering, { ...place, quoted: true });
    case "bullet_list":
    case "ordered_list":
      return list(node, numbering, place);
    case "table":
      // Two tables without anything between them would become one.
      return [table(node, numbering), new Paragraph({ spacing: { after: 0 } })];
    case "paragraph":
      return [paragraph(node.content ?? [], { ...(place.quoted ? { style: "Quote" } : {}), ...(place.depth >= 0 ? { indent: { start: indent(place.depth) } } : {}) }, place.bold ? { bold: true } : {})];
    default:
      return blocks(node.content, numbering, place);
  }
}

function list(node: TextNode, numbering: Numbering, place: Place): (Paragraph | Table)[] {
  const depth = Math.min(place.depth + 1, deepest);
  const reference = node.type === "ordered_list" ? numbering.numbered(Number(node.attrs?.["order"] ?? 1)) : numbering.bullet;
  return (node.content ?? []).flatMap((item) => {
    const [first, ...rest] = item.content ?? [];
    return [paragraph(first?.content ?? [], { style: "ListParagraph", numbering: { reference, level: depth } }), ...blocks(rest, numbering, { ...place, depth })];
  });
}

function table(node: TextNode, numbering: Numbering): Table {
  const rows = (node.content ?? []).filter((row) => row.content?.length);
  const columns = Math.max(1, ...rows.map((row) => row.content!.reduce((sum, cell) => sum + span(cell, "colspan"), 0)));
  const body = rows.findIndex((row) => row.content!.some((cell) => cell.type !== "table_header"));
  return new Table({
    ...sheet(Array.from({ length: columns }, () => Math.floor(textWidth / columns))),
    visuallyRightToLeft: isRightToLeft(textOf(node)),
    rows: rows.map(
      (row, n) =>
        new TableRow({
          ...(n < (body < 0 ? 1 : body) ? { tableHeader: true } : {}),
          children: row.content!.map((cell) => {
            const header = cell.type === "table_header";
            const children = blocks(cell.content, numbering, { ...top, bold: header });
            return new TableCell({ columnSpan: span(cell, "colspan"), rowSpan: span(cell, "rowspan"), children, ...(header ? { shading: { fill: "F0EDE6" } } : {}) });
          }),
        }),
    ),
  });
}

const span = (cell: TextNode, name: string) => Math.max(1, Number(cell.attrs?.[name] ?? 1));

/** textOf is all the text of a node. */
export const textOf = (node: TextNode): string => node.text ?? (node.content ?? []).map(textOf).join(" ");

function paragraph(nodes: TextNode[], options: IParagraphOptions, marks: Marks = {}): Paragraph {
  const rightToLeft = isRightToLeft(nodes.map(textOf).join(""));
  return new Paragraph({ ...options, ...(rightToLeft ? { bidirectional: true } : {}), children: inline(nodes, { ...marks, ...(rightToLeft ? { rightToLeft } : {}) }) });
}

function inline(nodes: TextNode[], marks: Marks): ParagraphChild[] {
  const children: ParagraphChild[] = [];
  for (let n = 0; n < nodes.length; ) {
    const href = linkOf(nodes[n]!);
    // A link goes as far as its address does, over bold words and others.
    let end = n + 1;
    while (href !== "" && end < nodes.length && linkOf(nodes[end]!) === href) end++;
    const runs = nodes.slice(n, end).map((node) => run(node, href ? { ...marks, style: "Hyperlink" } : marks));
    children.push(...(href ? [new ExternalHyperlink({ link: href, children: runs })] : runs));
    n = end;
  }
  return children;
}

function run(node: TextNode, marks: Marks): TextRun {
  if (node.type === "hard_break") return new TextRun({ break: 1 });
  const has = (name: string) => node.marks?.some((mark) => mark.type === name) ?? false;
  return new TextRun({
    ...marks,
    ...(has("strong") ? { bold: true } : {}),
    ...(has("em") ? { italics: true } : {}),
    ...(marks.rightToLeft && has("strong") ? { boldComplexScript: true } : {}),
    text: writable(node.text ?? ""),
  });
}

/** linkOf is the whole address of a link; a place on the page leads nowhere in a file. */
function linkOf(node: TextNode): string {
  const href = node.marks?.find((mark) => mark.type === "link")?.attrs?.["href"];
  if (!isSafeLink(href) || href.startsWith("#")) return "";
  return href.startsWith("/") ? new URL(href, location.origin).href : href;
}
