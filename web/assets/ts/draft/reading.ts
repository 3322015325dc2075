// A text as somebody reads it: its words in one line, every run of blanks and every end of a block a single blank, as
// the server reads it, too. It knows where on the page each character stands.
import { own } from "./page";

export interface Reading {
  text: string;
  /** place is where a character stands: its node and the place in it. */
  place(at: number): [Text, number];
  /** at is the first character at or after a point of the page. */
  at(node: Node, offset: number): number;
}

const blocks = "p, h1, h2, h3, h4, h5, h6, li, td, th, blockquote";

/** read reads a text on the page, without what this script has put into it. */
export function read(text: Element): Reading {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node instanceof Element && node.hasAttribute(own) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  let line = "";
  const nodes: Text[] = [];
  const offsets: number[] = [];
  let block: Element | null = null;
  const add = (character: string, node: Text, offset: number) => {
    line += character;
    nodes.push(node);
    offsets.push(offset);
  };
  let last: [Text, number] | null = null;
  const blank = (node: Text, offset: number) => void (line && !line.endsWith(" ") && add(" ", node, offset));
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      if (node.tagName === "BR" && last) blank(...last);
      continue;
    }
    const words = node as Text;
    const around = words.parentElement!.closest(blocks);
    if (around !== block && last) blank(...last);
    block = around;
    for (let n = 0; n < words.data.length; n++) {
      if (/\s/.test(words.data[n]!)) blank(words, n);
      else add(words.data[n]!, words, n);
      last = [words, n];
    }
  }
  return {
    text: line.trimEnd(),
    place: (at) => [nodes[at]!, offsets[at]!],
    at(node, offset) {
      const point = document.createRange();
      point.setStart(node, offset);
      let low = 0;
      for (let high = nodes.length; low < high; ) {
        const middle = (low + high) >> 1;
        if (point.comparePoint(nodes[middle]!, offsets[middle]!) < 0) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

/** find is where words stand, by what stands around them where they stand more than once; -1 where they do not. */
export function find(line: string, words: string, prefix: string, suffix: string): number {
  let best = -1;
  let most = -1;
  for (let at = line.indexOf(words); words && at >= 0; at = line.indexOf(words, at + 1)) {
    const context = alike(line.slice(0, at), prefix, true) + alike(line.slice(at + words.length), suffix, false);
    if (context > most) [best, most] = [at, context];
  }
  return best;
}

function alike(line: string, other: string, fromEnd: boolean): number {
  let n = 0;
  const character = (s: string) => (fromEnd ? s[s.length - 1 - n] : s[n]);
  while (n < other.length && n < line.length && character(line) === character(other)) n++;
  return n;
}
