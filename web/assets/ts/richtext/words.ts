// Steps for the words of one paragraph, heading or cell, so that carets and comments in words that stay are not moved.
import { Mark, Slice, type Node } from "prosemirror-model";
import { AddMarkStep, RemoveMarkStep, ReplaceStep } from "prosemirror-transform";
import type { Course } from "./course";
import { common, type Effort } from "./subsequence";

/** Token is a word, or one sign between words, or something that is no text. */
type Token = { key: string; from: number; to: number; word: boolean };

/** Run is a place where the two texts differ. */
type Run = { fromA: number; toA: number; fromB: number; toB: number };

const leaf = "\ufffc";

/** isInWord decides by ranges: the server's engine has regular expressions of its own kind. */
function isInWord(code: number): boolean {
  if (code < 0x80) return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
  if (code === 0x200c || code === 0x200d) return true; // joiners stand inside words
  if (code >= 0x2e80 && code < 0xac00) return false; // Chinese and Japanese write no spaces: each sign by itself
  return !(code < 0xc0 || (code >= 0x2000 && code < 0x2070) || code === 0x60c || code === 0x61b || code === 0x61f || code === 0x6d4 || code === 0xfffc);
}

function tokensOf(text: string, from: number, suffix: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    let end = at;
    while (end < text.length && isInWord(text.charCodeAt(end))) end += 1;
    const word = end > at;
    if (!word) end += 1;
    tokens.push({ key: text.slice(at, end) + suffix, from: from + at, to: from + end, word });
    at = end;
  }
  return tokens;
}

/** bareTokens are the words whatever marks they have. */
const bareTokens = (block: Node) => tokensOf(block.textBetween(0, block.content.size, "", leaf), 0, "");

/** markedTokens tell words apart by their marks too. */
function markedTokens(block: Node): Token[] {
  const tokens: Token[] = [];
  block.forEach((node, from) => tokens.push(...tokensOf(node.isText ? node.text! : leaf, from, `\n${node.type.name}${JSON.stringify(node.marks)}`)));
  return tokens;
}

function runsBetween(a: readonly Token[], b: readonly Token[], effort: Effort): Run[] {
  const endOf = (tokens: readonly Token[]) => tokens.at(-1)?.to ?? 0;
  const runs: Run[] = [];
  let nextA = 0;
  let nextB = 0;
  let parted = true; // whether a word that stays lies between this place and the last
  const differ = (i: number, j: number) => {
    if (i === nextA && j === nextB) return;
    const run = { fromA: a[nextA]?.from ?? endOf(a), toA: a[i]?.from ?? endOf(a), fromB: b[nextB]?.from ?? endOf(b), toB: b[j]?.from ?? endOf(b) };
    const last = runs.at(-1);
    // Only a space or a comma between two changes: one change reads better than two.
    if (last !== undefined && !parted) Object.assign(last, { toA: run.toA, toB: run.toB });
    else runs.push(run);
    parted = false;
  };
  const keys = (tokens: readonly Token[]) => tokens.map((token) => token.key);
  for (const [i, j] of common(keys(a), keys(b), effort)) {
    differ(i, j);
    parted ||= a[i]!.word;
    nextA = i + 1;
    nextB = j + 1;
  }
  differ(a.length, b.length);
  return runs;
}

function replaceRuns(course: Course, runs: readonly Run[], block: Node, start: number) {
  // From the end, so that the places before stay what they are.
  for (const { fromA, toA, fromB, toB } of [...runs].reverse()) {
    course.take(new ReplaceStep(start + fromA, start + toA, new Slice(block.content.cut(fromB, toB), 0, 0)));
  }
}

/** piecesOf are the places where a block's marks may change. */
function piecesOf(block: Node): Map<number, Node> {
  const pieces = new Map<number, Node>();
  block.forEach((node, from) => pieces.set(from, node));
  return pieces;
}

function changeMarks(course: Course, pos: number, wanted: Node) {
  const present = course.doc.nodeAt(pos)!;
  const old = piecesOf(present);
  const next = piecesOf(wanted);
  const places = [...new Set([...old.keys(), ...next.keys(), wanted.content.size])].sort((x, y) => x - y);
  const steps: (AddMarkStep | RemoveMarkStep)[] = [];
  const open: { mark: Mark; from: number; to: number; adds: boolean }[] = [];
  const note = (mark: Mark, from: number, to: number, adds: boolean) => {
    const last = open.find((change) => change.to === from && change.adds === adds && change.mark.eq(mark));
    if (last !== undefined) last.to = to;
    else open.push({ mark, from, to, adds });
  };
  let before: readonly Mark[] = Mark.none;
  let after: readonly Mark[] = Mark.none;
  places.slice(0, -1).forEach((from, index) => {
    before = old.get(from)?.marks ?? before;
    after = next.get(from)?.marks ?? after;
    const to = places[index + 1]!;
    for (const mark of before) if (!mark.isInSet(after)) note(mark, from, to, false);
    for (const mark of after) if (!mark.isInSet(before)) note(mark, from, to, true);
  });
  const start = pos + 1;
  for (const { mark, from, to, adds } of open) steps.push(adds ? new AddMarkStep(start + from, start + to, mark) : new RemoveMarkStep(start + from, start + to, mark));
  // What goes before what comes: a new link would drive out an old one, which could then not be removed.
  for (const step of steps.filter((step) => step instanceof RemoveMarkStep)) course.take(step);
  for (const step of steps.filter((step) => step instanceof AddMarkStep)) course.take(step);
}

/** changeWords makes the textblock at pos say what `wanted` says, word by word; its type is not changed. */
export function changeWords(course: Course, pos: number, wanted: Node, effort: Effort) {
  const present = course.doc.nodeAt(pos)!;
  replaceRuns(course, runsBetween(bareTokens(present), bareTokens(wanted), effort), wanted, pos + 1);
  changeMarks(course, pos, wanted);
}

/** changeSpan does the same with one step, from the first difference to the last. */
export function changeSpan(course: Course, pos: number, wanted: Node) {
  const present = course.doc.nodeAt(pos)!;
  const runs = runsBetween(markedTokens(present), markedTokens(wanted), { left: 0 });
  replaceRuns(course, runs, wanted, pos + 1);
}
