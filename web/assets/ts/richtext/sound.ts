// What a document must be, beyond what its schema says, to be kept: whole characters, a sensible size.
import { Fragment, Mark, type Node, type Slice } from "prosemirror-model";
import { schema } from "./schema";

const longest = 400_000; // positions of a document
const heaviest = 1_000_000; // letters of its JSON, counted roughly and before it is written
const deepest = 24;
const perNode = 30; // letters of JSON around a node's own

type Parsed = { type?: unknown; content?: unknown; marks?: unknown };

/** weigh counts what the fragment's JSON will take and throws on text or nesting that must not be stored. */
function weigh(content: Fragment, depth: number): number {
  if (depth > deepest) throw new RangeError("nested too deep");
  let weight = 0;
  content.forEach((node) => {
    if (node.isText) {
      // Throws on half a surrogate pair, which a database's JSON cannot hold; a pattern would not see it in every engine.
      encodeURIComponent(node.text!);
      weight += node.text!.length;
    }
    for (const mark of node.marks) weight += perNode + String(mark.attrs["href"] ?? "").length;
    weight += perNode + (node.isLeaf ? 0 : weigh(node.content, depth + 1));
  });
  return weight;
}

/** sliceHolds throws unless the slice is as deep as it says; what its nodes and marks carry was looked at when it was read. */
export function sliceHolds(slice: Slice) {
  const depth = (side: "firstChild" | "lastChild") => {
    let levels = 0;
    for (let node = slice.content[side]; node !== null && !node.isLeaf; node = node[side]) levels += 1;
    return levels;
  };
  if (!isPlace(slice.openStart) || !isPlace(slice.openEnd) || slice.openStart > depth("firstChild") || slice.openEnd > depth("lastChild") || slice.size < 0) {
    throw new RangeError("the slice is not as deep as it says");
  }
  weigh(slice.content, 0);
}

/** isPlace: a number that can be a position. */
export const isPlace = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

export function notTooLong(doc: Node) {
  if (doc.content.size > longest) throw new RangeError("the document is too long");
}

/**
 * changesHold throws unless `after` is a document that may be kept, given that `before` was. Documents share what
 * a step did not touch, so only blocks that are not the very same object are looked at.
 */
export function changesHold(before: Node, after: Node) {
  const known = new Set(before.content.content);
  if (!after.type.validContent(after.content)) throw new RangeError("the document lacks what it must have");
  const changed: Node[] = [];
  after.forEach((block) => {
    if (!known.has(block)) changed.push(block);
  });
  for (const block of changed) block.check();
  if (weigh(Fragment.fromArray(changed), 0) > heaviest) throw new RangeError("the document is too large");
  notTooLong(after);
}

/** asWritten reads a document that was kept before. */
export const asWritten = (json: string): Node => schema.nodeFromJSON(JSON.parse(json));

/** normal leaves out marks that are there twice, and joins the text on both sides. */
const normal = (node: Node): Node => {
  const marks = node.marks.reduce<readonly Mark[]>((set, mark) => mark.addToSet(set), Mark.none);
  return node.isText ? schema.text(node.text!, marks) : node.type.create(node.attrs, Fragment.fromArray(node.content.content.map(normal)), marks);
};

function notTooDeep(json: Parsed, left: number) {
  if (left < 0) throw new RangeError("nested too deep");
  if (Array.isArray(json?.content)) for (const child of json.content) notTooDeep(child, left - 1);
}

/** fromOutside reads a whole document that nobody has looked at yet, and brings it into its normal form. */
export function fromOutside(json: string): Node {
  const parsed: Parsed = JSON.parse(json);
  notTooDeep(parsed, deepest + 2);
  const read = schema.nodeFromJSON(parsed);
  if (read.type !== schema.topNodeType) throw new RangeError("this is no document");
  if (read.marks.length > 0) throw new RangeError("a document has no marks");
  notTooLong(read);
  const doc = normal(read);
  changesHold(schema.topNodeType.create(), doc);
  return doc;
}
