// A section that is too long to be written in at ease falls into several: pure, over ProseMirror's documents.
import type { Node } from "prosemirror-model";

const longest = 120_000; // letters of JSON, some 15,000 words: the server's engine reads the whole text at every change

/** parted returns the document, or where it is too long its parts in order; they end between two blocks. */
export function parted(doc: Node): Node[] {
  const parts: Node[][] = [[]];
  let length = 0;
  doc.forEach((block) => {
    const more = JSON.stringify(block).length;
    if (length > 0 && length + more > longest) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)!.push(block);
    length += more;
  });
  return parts.length === 1 ? [doc] : parts.map((blocks) => doc.type.create(doc.attrs, blocks));
}
