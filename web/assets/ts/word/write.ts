// A strategy → a Word file: title page, contents, sections.
import { AlignmentType, Document, Footer, Header, HeadingLevel, Packer, PageNumber, Paragraph, TableOfContents, TextRun, type IParagraphStyleOptions } from "docx";
import { blocks, heading, plain, textOf } from "./blocks";
import type { About, Content } from "./content";
import { isRightToLeft, writable } from "./direction";
import { Numbering } from "./numbering";
import { objectives } from "./objectives";
import { page } from "./sheet";
import { word } from "./words";

/** writeDocx makes the Word file of a strategy in the browser. about stands on the title page. */
export async function writeDocx(content: Content, about: About = {}): Promise<Blob> {
  const numbering = new Numbering();
  const title = writable(content.title ?? "");
  const sections = (content.sections ?? []).flatMap((section, n) => [
    heading(section.title ?? "", 1, n === 0),
    ...(section.doc && textOf(section.doc).trim() !== "" ? blocks(section.doc.content, numbering) : []),
    ...objectives(section, content),
  ]);
  const front = [content.period, about.institution, about.version ?? word("draft"), about.date];
  const children = [
    plain(title, { heading: HeadingLevel.TITLE }),
    ...front.flatMap((line) => (line ? [plain(line, { style: "Subtitle" })] : [])),
    new Paragraph({ style: "TOCHeading", pageBreakBefore: true, ...(isRightToLeft(title) ? { bidirectional: true } : {}), children: [new TextRun(word("contents"))] }),
    new TableOfContents(word("contents"), { hyperlink: true, headingStyleRange: "1-3" }),
    ...sections,
  ];
  const language = content.language || document.documentElement.lang || "en-GB";
  const bidirectional = isRightToLeft(title) ? language : "ur-PK";
  return Packer.toBlob(
    new Document({
      title,
      creator: about.institution ?? "",
      styles: {
        default: {
          document: { run: { font: { ascii: "Calibri", hAnsi: "Calibri", cs: "Arial", eastAsia: "Calibri" }, size: 22, language: { value: language, bidirectional } }, paragraph: { spacing: { after: 140, line: 276 } } },
          title: { run: { size: 56, bold: true }, paragraph: { spacing: { before: 3_600, after: 360 } } },
          heading1: { run: { size: 34, bold: true, color: "1F4A63" }, paragraph: { keepNext: true, spacing: { before: 480, after: 180 } } },
          heading2: { run: { size: 27, bold: true, color: "1F4A63" }, paragraph: { keepNext: true, spacing: { before: 320, after: 120 } } },
          heading3: { run: { size: 23, bold: true }, paragraph: { keepNext: true, spacing: { before: 240, after: 100 } } },
          heading4: { run: { size: 22, bold: true, italics: true }, paragraph: { keepNext: true, spacing: { before: 200, after: 80 } } },
        },
        paragraphStyles,
      },
      numbering: { config: numbering.config() },
      sections: [
        {
          properties: { page, titlePage: true },
          headers: { default: new Header({ children: [plain(title, { style: "Header" })] }), first: new Header({ children: [new Paragraph("")] }) },
          footers: { default: pages(), first: new Footer({ children: [new Paragraph("")] }) },
          children,
        },
      ],
    }),
  );
}

const paragraphStyles: IParagraphStyleOptions[] = [
  { id: "Subtitle", name: "Subtitle", basedOn: "Normal", next: "Normal", run: { size: 28, color: "5B6470" } },
  { id: "Quote", name: "Quote", basedOn: "Normal", next: "Normal", quickFormat: true, run: { italics: true }, paragraph: { indent: { start: 567, end: 567 } } },
  { id: "TOCHeading", name: "TOC Heading", basedOn: "Normal", next: "Normal", run: { size: 34, bold: true, color: "1F4A63" } },
  { id: "Header", name: "header", basedOn: "Normal", run: { size: 18, color: "5B6470" } },
  { id: "Footer", name: "footer", basedOn: "Normal", run: { size: 18, color: "5B6470" }, paragraph: { alignment: AlignmentType.CENTER } },
];

/** pages says "Page 3 of 12" in the reader's words, whose {page} and {pages} Word fills in. */
function pages(): Footer {
  const fields: Record<string, (typeof PageNumber)[keyof typeof PageNumber]> = { "{page}": PageNumber.CURRENT, "{pages}": PageNumber.TOTAL_PAGES };
  const parts = word("page-of").split(/(\{pages?\})/);
  return new Footer({ children: [new Paragraph({ style: "Footer", children: [new TextRun({ children: parts.map((part) => fields[part] ?? part) })] })] });
}
