// How one document becomes another by the smallest steps: blocks that are equal are found first, then pairs of blocks
// that are alike, and inside these the words. Every way is tried out; where a fine one fails, a coarser one is taken.
import { Fragment, Slice, type Node } from "prosemirror-model";
import { ReplaceAroundStep, ReplaceStep, type Step } from "prosemirror-transform";
import { Course } from "./course";
import { pairsOf } from "./pairs";
import type { Effort } from "./subsequence";
import { changeSpan, changeWords } from "./words";

type Grain = "words" | "spans" | "blocks";

const stepsOfOneBlock = 60; // beyond these a block's words are rather replaced in one piece
const comparisons = 400_000; // about a quarter of a second in the server's engine

/** turn gives at most `most` steps that make `after` of `before`; none when they are equal. */
export function turn(before: Node, after: Node, most: number): readonly Step[] {
  if (before.eq(after)) return [];
  const effort: Effort = { left: comparisons };
  for (const grain of ["words", "spans", "blocks"] as const) {
    const course = new Course(before, most);
    const done = course.attempt(() => {
      alter(course, before, after, 0, grain, effort);
      return !course.isTooLong && course.doc.eq(after);
    });
    if (done) return course.steps;
  }
  return [wholeMiddle(before, after)];
}

function wholeMiddle(before: Node, after: Node): Step {
  const least = Math.min(before.childCount, after.childCount);
  let head = 0;
  let from = 0;
  while (head < least && before.child(head).eq(after.child(head))) from += before.child(head++).nodeSize;
  let tail = 0;
  let to = before.content.size;
  const last = (doc: Node) => doc.child(doc.childCount - 1 - tail);
  while (tail < least - head && last(before).eq(last(after))) {
    to -= last(before).nodeSize;
    tail += 1;
  }
  return replacement(from, to, after.content.content.slice(head, after.childCount - tail));
}

const replacement = (from: number, to: number, blocks: readonly Node[]) => new ReplaceStep(from, to, new Slice(Fragment.fromArray([...blocks]), 0, 0));

/** alter makes the children of `a`, whose content begins at start, those of `b`; from the end, so that places stay. */
function alter(course: Course, a: Node, b: Node, start: number, grain: Grain, effort: Effort) {
  const starts: number[] = [];
  a.forEach((_, offset) => starts.push(start + offset));
  starts.push(start + a.content.size);
  let endA = a.childCount;
  let endB = b.childCount;
  for (const [inA, inB] of [[-1, -1] as const, ...pairsOf(a, b, grain !== "blocks", effort)].reverse()) {
    if (inA + 1 < endA || inB + 1 < endB) course.take(replacement(starts[inA + 1]!, starts[endA]!, b.content.content.slice(inB + 1, endB)));
    if (inA >= 0) amend(course, a.child(inA), b.child(inB), starts[inA]!, grain, effort);
    endA = inA;
    endB = inB;
  }
}

/** amend makes the block `a` at pos the block `b`. */
function amend(course: Course, a: Node, b: Node, pos: number, grain: Grain, effort: Effort) {
  if (course.isTooLong || a.eq(b)) return;
  const begun = course.steps.length;
  const isDone = () => course.steps.length - begun <= stepsOfOneBlock && course.doc.nodeAt(pos)!.eq(b);
  const done = course.attempt(() => {
    restyle(course, a, b, pos);
    if (!a.inlineContent) alter(course, a, b, pos + 1, grain, effort);
    else if (grain === "words") changeWords(course, pos, b, effort);
    else changeSpan(course, pos, b);
    return a.inlineContent ? isDone() : course.doc.nodeAt(pos)!.eq(b);
  });
  if (done) return;
  const inOnePiece = () => {
    restyle(course, a, b, pos);
    changeSpan(course, pos, b);
    return isDone();
  };
  if (a.inlineContent && course.attempt(inOnePiece)) return;
  course.take(replacement(pos, pos + a.nodeSize, [b]));
}

/** restyle gives the block at pos the type and the attributes of `b` and leaves what is in it. */
function restyle(course: Course, a: Node, b: Node, pos: number) {
  if (a.hasMarkup(b.type, b.attrs)) return;
  const end = pos + a.nodeSize;
  course.take(new ReplaceAroundStep(pos, end, pos + 1, end - 1, new Slice(Fragment.from(b.type.create(b.attrs)), 0, 0), 1, true));
}
