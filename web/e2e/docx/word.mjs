// A document with the structure that Word writes: its own styles with English names and other ids, numbering in a part of
// its own, revision ids, proofing marks, bookmarks, a field of contents, tracked changes, notes, a theme. It was made from
// what Word's files look like, not by Word.
import { zip } from "./zip.mjs";

const spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const types = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Pieces of document.xml. */
export const run = (text, properties = "") => `<w:r w:rsidRPr="00A77B3E">${properties ? `<w:rPr>${properties}</w:rPr>` : ""}<w:t xml:space="preserve">${escape(text)}</w:t></w:r>`;
export const bold = (text) => run(text, "<w:b/><w:bCs/>");
export const italic = (text) => run(text, "<w:i/><w:iCs/>");
export const paragraph = (content, properties = "") => `<w:p w14:paraId="1A2B3C4D" w14:textId="77777777" w:rsidR="00C81F2A" w:rsidRDefault="00C81F2A" w:rsidP="00D54E11">${properties ? `<w:pPr>${properties}</w:pPr>` : ""}${content}</w:p>`;
export const styled = (style, text) => paragraph(typeof text === "string" && !text.startsWith("<") ? run(text) : text, `<w:pStyle w:val="${style}"/>`);
export const heading = (level, text, mark = 0) => styled(`Heading${level}`, `<w:bookmarkStart w:id="${mark}" w:name="_Toc1234567${mark}"/>${run(text)}<w:bookmarkEnd w:id="${mark}"/>`);
export const item = (level, text, list = 1) => paragraph(`<w:proofErr w:type="spellStart"/>${run(text)}<w:proofErr w:type="spellEnd"/>`, `<w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);
export const cell = (content, properties = "") => `<w:tc><w:tcPr><w:tcW w:w="3005" w:type="dxa"/>${properties}</w:tcPr>${content.startsWith("<w:p") ? content : paragraph(content)}</w:tc>`;
export const row = (...cells) => `<w:tr w:rsidR="00C81F2A" w14:paraId="5D6E7F80" w14:textId="77777777" w:rsidTr="00D54E11">${cells.join("")}</w:tr>`;
export const table = (...rows) => `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/><w:tblLook w:val="04A0" w:firstRow="1"/></w:tblPr><w:tblGrid><w:gridCol w:w="3005"/><w:gridCol w:w="3005"/><w:gridCol w:w="3006"/></w:tblGrid>${rows.join("")}</w:tbl>`;

const style = (type, id, name, rest = "") => `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${name}"/>${rest}</w:style>`;
const styles = `${head}<w:styles ${spaces}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/><w:sz w:val="22"/><w:lang w:val="en-GB" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults><w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:count="376"><w:lsdException w:name="Normal" w:uiPriority="0" w:qFormat="1"/><w:lsdException w:name="heading 1" w:uiPriority="9" w:qFormat="1"/></w:latentStyles>${[
  style("paragraph", "Normal", "Normal", "<w:qFormat/>"),
  ...[1, 2, 3].map((level) => style("paragraph", `Heading${level}`, `heading ${level}`, `<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/><w:outlineLvl w:val="${level - 1}"/></w:pPr>`)),
  style("paragraph", "Title", "Title", '<w:basedOn w:val="Normal"/><w:qFormat/>'),
  style("paragraph", "Subtitle", "Subtitle", '<w:basedOn w:val="Normal"/><w:qFormat/>'),
  style("paragraph", "Quote", "Quote", '<w:basedOn w:val="Normal"/><w:qFormat/>'),
  style("paragraph", "ListParagraph", "List Paragraph", '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:ind w:left="720"/><w:contextualSpacing/></w:pPr>'),
  style("paragraph", "TOCHeading", "TOC Heading", '<w:basedOn w:val="Heading1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>'),
  style("paragraph", "TOC1", "toc 1", '<w:basedOn w:val="Normal"/>'),
  style("paragraph", "berschrift1", "Kapitel", '<w:basedOn w:val="Heading1"/>'),
  style("paragraph", "FootnoteText", "footnote text", '<w:basedOn w:val="Normal"/>'),
  style("character", "FootnoteReference", "footnote reference", "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>"),
  style("character", "Hyperlink", "Hyperlink", '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>'),
  style("table", "TableGrid", "Table Grid", '<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4"/></w:tblBorders></w:tblPr>'),
].join("")}</w:styles>`;

const level = (n, format, text) => `<w:lvl w:ilvl="${n}" w:tplc="08090001"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${720 * (n + 1)}" w:hanging="360"/></w:pPr></w:lvl>`;
const numbering = `${head}<w:numbering ${spaces}><w:abstractNum w:abstractNumId="0" w15:restartNumberingAfterBreak="0" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w:nsid w:val="0A5C2E11"/><w:multiLevelType w:val="hybridMultilevel"/>${level(0, "decimal", "%1.")}${level(1, "lowerLetter", "%2)")}${level(2, "bullet", "\uf0b7")}</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>${level(0, "bullet", "\uf0b7")}${level(1, "bullet", "o")}</w:abstractNum><w:num w:numId="1" w16cid:durableId="1471821" xmlns:w16cid="http://schemas.microsoft.com/office/word/2016/wordml/cid"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`;

/** Link and note are what document.xml refers to: the address rId20, the note 1. */
export const link = (text) => `<w:hyperlink r:id="rId20" w:history="1">${run(text, '<w:rStyle w:val="Hyperlink"/>')}</w:hyperlink>`;
export const note = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="1"/></w:r>';

/** wordParts is a whole file around the content of its body. */
export function wordParts(body, { title = "", note: noteText = "", address = "https://uwi.example/plan" } = {}) {
  const related = [["styles", "styles.xml"], ["numbering", "numbering.xml"], ["settings", "settings.xml"], ["theme", "theme/theme1.xml"], ["fontTable", "fontTable.xml"], ["footnotes", "footnotes.xml"], ["header", "header1.xml"]];
  return {
    "[Content_Types].xml": `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${types}.document.main+xml"/>${related.map(([kind, name]) => `<Override PartName="/word/${name}" ContentType="${types}.${kind}+xml"/>`).join("")}</Types>`,
    "_rels/.rels": `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId1" Type="${relation}/officeDocument" Target="word/document.xml"/></Relationships>`,
    "word/document.xml": `${head}<w:document ${spaces}><w:body>${body}<w:sectPr w:rsidR="00C81F2A"><w:headerReference w:type="default" r:id="rId7"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/></w:sectPr></w:body></w:document>`,
    "word/_rels/document.xml.rels": `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${related.map(([kind, name], n) => `<Relationship Id="rId${n + 1}" Type="${relation}/${kind}" Target="${name}"/>`).join("")}<Relationship Id="rId20" Type="${relation}/hyperlink" Target="${address}" TargetMode="External"/></Relationships>`,
    "word/styles.xml": styles,
    "word/numbering.xml": numbering,
    "word/footnotes.xml": `${head}<w:footnotes ${spaces}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="1">${styled("FootnoteText", `<w:r><w:footnoteRef/></w:r>${run(` ${noteText}`)}`)}</w:footnote></w:footnotes>`,
    "word/header1.xml": `${head}<w:hdr ${spaces}>${paragraph(run(title))}</w:hdr>`,
    "word/settings.xml": `${head}<w:settings ${spaces}><w:zoom w:percent="100"/><w:rsids><w:rsidRoot w:val="00C81F2A"/></w:rsids></w:settings>`,
    "word/fontTable.xml": `${head}<w:fonts ${spaces}><w:font w:name="Calibri"><w:charset w:val="00"/></w:font></w:fonts>`,
    "word/theme/theme1.xml": `${head}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office Theme"><a:themeElements/></a:theme>`,
    "docProps/core.xml": `${head}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escape(title)}</dc:title></cp:coreProperties>`,
    "docProps/app.xml": `${head}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft Office Word</Application></Properties>`,
  };
}

/** wordFile packs it. */
export const wordFile = (body, about) => zip(wordParts(body, about));
