// What the server runs of ProseMirror: text in, text out, nothing kept between two calls. A string that comes back
// alone is the reason of a refusal; what is thrown is a fault, for instance of a stored document.
import "./prelude"; // first
import type { Node } from "prosemirror-model";
import { ReplaceAroundStep, ReplaceStep, Step } from "prosemirror-transform";
import { schema } from "./schema";
import { asWritten, changesHold, fromOutside, isPlace, notTooLong, sliceHolds } from "./sound";
import { turn } from "./turn";

const mostSteps = 200;
const stepTypes = ["replace", "replaceAround", "addMark", "removeMark"];

/** Result is the document, the steps as they are to be kept, and the ranges of their maps; all JSON. */
type Result = [doc: string, steps: string, ranges: string];

function result(doc: Node, steps: readonly Step[]): Result {
  const ranges = steps.map((step) => {
    const triples: number[] = [];
    step.getMap().forEach((oldStart, oldEnd, newStart, newEnd) => triples.push(oldStart, oldEnd - oldStart, newEnd - newStart));
    return triples;
  });
  return [JSON.stringify(doc), JSON.stringify(steps), JSON.stringify(ranges)];
}

function refusing<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    return error instanceof Error && error.message !== "" ? error.message : "not understood";
  }
}

function readStep(json: Record<string, unknown> | null): Step {
  if (json === null || typeof json !== "object" || !stepTypes.includes(json["stepType"] as string)) throw new RangeError("a step of this type is not taken");
  const step = Step.fromJSON(schema, json);
  const { from, to } = step as ReplaceStep;
  if (!isPlace(from) || !isPlace(to) || from > to) throw new RangeError("the step's range is not one");
  if (step instanceof ReplaceStep || step instanceof ReplaceAroundStep) sliceHolds(step.slice);
  if (step instanceof ReplaceAroundStep) {
    const { gapFrom, gapTo, insert } = step;
    if (!isPlace(gapFrom) || !isPlace(gapTo) || !isPlace(insert) || gapFrom < from || gapTo < gapFrom || to < gapTo || insert > step.slice.size) {
      throw new RangeError("the step's gap is not in its range");
    }
  }
  return step;
}

/** apply takes the steps, in order and all or none, if each fits the document left by the one before. */
export function apply(docJSON: string, stepsJSON: string): Result | string {
  const before = asWritten(docJSON);
  return refusing(() => {
    const read: unknown = JSON.parse(stepsJSON);
    if (!Array.isArray(read) || read.length === 0 || read.length > mostSteps) throw new RangeError(`1 to ${mostSteps} steps are taken at once`);
    const steps = read.map(readStep);
    let doc = before;
    for (const step of steps) {
      if ((step as ReplaceStep).to > doc.content.size) throw new RangeError("the step reaches past the end");
      const next = step.apply(doc);
      if (next.doc === null) throw new RangeError(next.failed ?? "the step does not fit");
      doc = next.doc;
      notTooLong(doc);
    }
    changesHold(before, doc);
    return result(doc, steps);
  });
}

/** replace gives the smallest steps that make the second document of the first. */
export function replace(fromJSON: string, toJSON: string): Result | string {
  const before = asWritten(fromJSON);
  return refusing(() => {
    const after = fromOutside(toJSON);
    return result(after, turn(before, after, mostSteps));
  });
}

/** check gives the document in its normal form: in an array, since a string alone is a refusal. */
export const check = (docJSON: string): [doc: string] | string => refusing(() => [JSON.stringify(fromOutside(docJSON))]);
