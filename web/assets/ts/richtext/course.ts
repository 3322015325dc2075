import type { Node } from "prosemirror-model";
import type { Step } from "prosemirror-transform";

/** Course is a document on its way to becoming another: each step fits what the one before left. */
export class Course {
  steps: Step[] = [];
  constructor(
    public doc: Node,
    private readonly most: number,
  ) {}

  /** isTooLong: there are more steps than anybody takes, so that it is not worth while to go on. */
  get isTooLong(): boolean {
    return this.steps.length > this.most;
  }

  /** take applies a step; it throws when the step does not fit. */
  take(step: Step) {
    const { doc, failed } = step.apply(this.doc);
    if (doc === null) throw new RangeError(failed ?? "the step does not fit");
    this.doc = doc;
    this.steps.push(step);
  }

  /** attempt does the work, or leaves everything as it was and answers false. */
  attempt(work: () => boolean): boolean {
    const { doc } = this;
    const kept = this.steps.length;
    try {
      if (work()) return true;
    } catch {
      // A structure between the two need not be one that the schema knows.
    }
    this.doc = doc;
    this.steps.length = kept;
    return false;
  }
}
