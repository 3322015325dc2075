// A long document is read in pieces, so that the page stays alive between them. A piece begins with a heading, or where
// no list, field or table is open, so that nothing is torn.

const enough = 256 * 1024; // characters after which the next heading begins a piece
const plenty = 2 * enough; // after which any paragraph may

/** chunks cuts document.xml into whole documents of the same head; isHeading knows the ids of styles. */
export function chunks(xml: string, isHeading: (style: string) => boolean): string[] {
  const body = /<w:body[^>]*>/.exec(xml);
  const end = xml.lastIndexOf("</w:body>");
  if (!body || end < 0) return [xml];
  const start = body.index + body[0].length;
  const starts = children(xml, start, end);
  if (!starts) return [xml];
  const cuts = [start];
  for (const at of starts) {
    const size = at - cuts.at(-1)!;
    if (size < enough || !xml.startsWith("<w:p", at) || !/[ >]/.test(xml[at + 4]!)) continue;
    const head = xml.slice(at, at + 2_000).split("</w:pPr>", 1)[0]!;
    const style = /<w:pStyle w:val="([^"]*)"/.exec(head)?.[1] ?? "";
    if (!isHeading(style) && (size < plenty || head.includes("<w:numPr"))) continue;
    if (closed(xml.slice(cuts.at(-1), at))) cuts.push(at);
  }
  return cuts.map((cut, n) => xml.slice(0, start) + xml.slice(cut, cuts[n + 1] ?? end) + xml.slice(end));
}

/** closed: every field that begins in the piece ends in it. */
const closed = (piece: string) => count(piece, 'w:fldCharType="begin"') === count(piece, 'w:fldCharType="end"');

/** count tells how often a text stands in another. */
export function count(text: string, what: string): number {
  let n = 0;
  for (let at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + what.length)) n++;
  return n;
}

/** children returns where the body's own elements begin, or null when the tags do not close as they should. */
function children(xml: string, start: number, end: number): number[] | null {
  const starts: number[] = [];
  let depth = 0;
  for (let at = xml.indexOf("<", start); at >= 0 && at < end; at = xml.indexOf("<", at)) {
    const next = xml[at + 1];
    if (next === "!") return null; // Word writes no comments and no CDATA
    const close = xml.indexOf(">", at);
    if (close < 0) return null;
    if (next === "/") depth--;
    else {
      if (depth === 0) starts.push(at);
      if (xml[close - 1] !== "/" && next !== "?") depth++;
    }
    if (depth < 0) return null;
    at = close;
  }
  return depth === 0 ? starts : null;
}
