// What a document holds beside its words: counted before it is read, so that the preview can say what does not come in.
import { count } from "./chunks";

/** Census counts what needs a word in the preview. */
export interface Census {
  insertions: number;
  deletions: number;
  comments: number;
  equations: number;
  textBoxes: number;
  lostTextBoxes: number;
  contents: boolean;
}

/** takeCensus counts in document.xml. */
export function takeCensus(xml: string): Census {
  const boxes = count(xml, "<v:textbox");
  return {
    insertions: count(xml, "<w:moveTo ") + opened(xml, "w:ins"),
    deletions: count(xml, "<w:moveFrom ") + opened(xml, "w:del"),
    comments: count(xml, "<w:commentReference"),
    equations: count(xml, "<m:oMath>") + count(xml, "<m:oMath "),
    textBoxes: boxes,
    // A text box of today has its words a second time, in the older form, for programs that read only that.
    lostTextBoxes: Math.max(0, count(xml, "<wps:txbx>") + count(xml, "<wps:txbx ") - boxes),
    contents: /<w:instrText[^>]*>\s*TOC\b/.test(xml) || xml.includes('w:docPartGallery w:val="Table of Contents"'),
  };
}

/** opened counts elements that have something in them; the empty ones mark the end of a paragraph. */
const opened = (xml: string, tag: string) => xml.match(new RegExp(`<${tag} [^>]*[^/>]>`, "g"))?.length ?? 0;
