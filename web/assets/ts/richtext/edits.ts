// Random edits as people make them, for the tests of the server's engine: run by Node.js, it tells of a document and
// what every edit made of it.
import { Fragment, type Mark, type Node } from "prosemirror-model";
import { Transform, canJoin, canSplit, findWrapping } from "prosemirror-transform";
import { schema } from "./schema";

const { nodes, marks } = schema;
const vocabulary = "partner mobility campus office student credit research council exchange degree language review faculty summer strategy region staff target visit joint network fund policy alumni".split(" ");
const rarities = ["é", "ü", "—", "اردو میں", "学", "🙂", "👩‍🎓", "𝒳"];

/** random is mulberry32: the same numbers from the same seed everywhere. */
function generator(seed: number) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** record makes a document of so many words and edits it so many times; the answer is JSON. */
export function record(seed: number, count: number, length: number) {
  const random = generator(seed);
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const pick = <T>(list: readonly T[]): T => list[upTo(list.length - 1)]!;
  const words = (count: number) => Array.from({ length: count }, () => (random() < 0.04 ? pick(rarities) : pick(vocabulary))).join(" ");
  const paragraph = (count: number) => nodes.paragraph.create(null, Fragment.from(schema.text(words(count))));
  const someMark = (): Mark => pick([marks.strong.create(), marks.em.create(), marks.link.create({ href: `https://partner${upTo(3)}.example/` })]);

  function table(): Node {
    const row = (type: "table_header" | "table_cell") => nodes.table_row.create(null, [1, 2, 3].map(() => nodes[type].create(null, paragraph(1 + upTo(3)))));
    return nodes.table.create(null, [row("table_header"), row("table_cell"), row("table_cell")]);
  }
  const items = () => [1, 2, 3].map(() => nodes.list_item.create(null, paragraph(4 + upTo(8))));
  const block = (kind: number): Node =>
    kind === 0 ? nodes.heading.create({ level: 2 + upTo(1) }, schema.text(words(4)))
    : kind === 1 ? nodes.bullet_list.create(null, items())
    : kind === 2 ? nodes.ordered_list.create({ order: 1 + upTo(4) }, items())
    : kind === 3 ? table()
    : kind === 4 ? nodes.blockquote.create(null, paragraph(12))
    : paragraph(20 + upTo(30));

  const blocks: Node[] = [];
  for (let i = 0, all = 0; all < length; i += 1) {
    const next = block(i % 9);
    blocks.push(next);
    all += next.textContent.split(" ").length;
  }

  function textblocks(doc: Node) {
    const found: { node: Node; pos: number }[] = [];
    doc.descendants((node, pos) => {
      if (node.isTextblock) found.push({ node, pos });
    });
    return found;
  }

  function edit(doc: Node): Transform {
    const tr = new Transform(doc);
    const { node, pos } = pick(textblocks(doc));
    const depth = doc.resolve(pos).depth;
    const text = node.textBetween(0, node.content.size, "", "\ufffc");
    const starts = [...text.matchAll(/[^\s\ufffc]+/g)];
    const first = upTo(Math.max(0, starts.length - 1));
    const last = Math.min(first + upTo(4), starts.length - 1);
    const at = (index: number) => pos + 1 + (starts[index]?.index ?? 0);
    const [from, to] = [at(first), starts.length === 0 ? pos + 1 : at(last) + starts[last]![0].length];
    const kind = upTo(19);
    if (kind <= 4) return tr.insert(from, schema.text(`${words(1 + upTo(4))} `, random() < 0.2 ? [someMark()] : []));
    if (kind <= 6) return tr.delete(from, to);
    if (kind <= 8) return tr.replaceWith(from, to, schema.text(words(1 + upTo(4))));
    if (kind === 9) return canSplit(doc, from) ? tr.split(from) : tr;
    if (kind === 10) return canJoin(doc, pos + node.nodeSize) ? tr.join(pos + node.nodeSize) : tr;
    if (kind === 11 || kind === 12) return tr.addMark(from, to, someMark());
    if (kind === 13) return tr.removeMark(from, to);
    if (kind === 14) {
      if (depth > 0) return tr;
      return node.type === nodes.heading ? tr.setBlockType(pos + 1, pos + 1, nodes.paragraph) : tr.setBlockType(pos + 1, pos + 1, nodes.heading, { level: 3 });
    }
    if (kind === 15) {
      const range = doc.resolve(pos + 1).blockRange();
      const wrapping = range !== null && range.depth === 0 && findWrapping(range, pick([nodes.bullet_list, nodes.blockquote]));
      return wrapping ? tr.wrap(range, wrapping) : tr;
    }
    if (kind === 16) return depth === 0 ? tr.insert(pos, block(upTo(8))) : tr;
    if (kind === 17) return depth === 0 && doc.childCount > 8 ? tr.delete(pos, pos + node.nodeSize) : tr;
    if (kind === 18) {
      if (depth > 0) return tr;
      const places: number[] = [];
      tr.delete(pos, pos + node.nodeSize).doc.forEach((_, offset) => places.push(offset));
      return tr.insert(pick(places), node);
    }
    return tr.insert(from, nodes.hard_break.create());
  }

  let doc = nodes.doc.create(null, blocks);
  const start = doc.toJSON();
  const edits = [];
  while (edits.length < count) {
    const tr = edit(doc);
    if (tr.steps.length === 0) continue;
    tr.doc.check();
    doc = tr.doc;
    edits.push({ steps: tr.steps, ranges: tr.mapping.maps.map((map) => (map as unknown as { ranges: readonly number[] }).ranges), doc });
  }
  return JSON.stringify({ start, edits });
}
