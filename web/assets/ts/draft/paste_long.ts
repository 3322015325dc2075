// A paste that is too long for one step goes in as several.
import { Fragment, type Node, type Slice } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";

const mostInStep = 100_000; // characters of JSON; the server takes a step of 256 KB

/** pasteLong puts in what is too long for one step, block by block. It tells whether it did; tooLarge is called when a single block is. */
export function pasteLong(view: EditorView, slice: Slice, tooLarge: () => void): boolean {
  if (JSON.stringify(slice.content.toJSON() ?? []).length <= mostInStep) return false;
  const parts: Node[][] = [[]];
  let size = 0;
  let tooLong = false;
  slice.content.forEach((block) => {
    const length = JSON.stringify(block.toJSON()).length;
    tooLong ||= length > mostInStep || !block.isBlock;
    if (size + length > mostInStep) {
      parts.push([]);
      size = 0;
    }
    size += length;
    parts.at(-1)!.push(block);
  });
  if (tooLong) {
    tooLarge();
    return true;
  }
  const { tr } = view.state;
  tr.deleteSelection();
  let at = tr.selection.$from.after(1);
  for (const part of parts) {
    const content = Fragment.from(part);
    tr.insert(at, content);
    at += content.size;
  }
  view.dispatch(tr.scrollIntoView());
  return true;
}
