// What the keys and the tools do to the text.
import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import type { MarkType, NodeType, ResolvedPos } from "prosemirror-model";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import { addRowAfter, goToNextCell, isInTable } from "prosemirror-tables";
import { schema } from "../richtext/schema";

export const { nodes, marks } = schema as unknown as { nodes: Record<string, NodeType>; marks: Record<string, MarkType> };

const node = (name: string) => nodes[name]!;
const mark = (name: string) => marks[name]!;

/** depthOf is how deep the innermost node of a type around a place lies; -1 when there is none. */
export function depthOf(at: ResolvedPos, type: NodeType): number {
  for (let depth = at.depth; depth > 0; depth--) if (at.node(depth).type === type) return depth;
  return -1;
}

export const within = (state: EditorState, type: NodeType) => depthOf(state.selection.$from, type) > 0;

export const bold = toggleMark(mark("strong"));
export const italic = toggleMark(mark("em"));
export const paragraph = setBlockType(node("paragraph"));
export const heading = (level: number) => setBlockType(node("heading"), { level });

/** marked tells whether what is selected, or would be typed, has a mark. */
export function marked(state: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = state.selection;
  return empty ? !!type.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, type);
}

export const isBlock = (state: EditorState, type: NodeType, level?: number) => {
  const { parent } = state.selection.$from;
  return parent.type === type && (level === undefined || parent.attrs["level"] === level);
};

/** list makes a list of what is selected, changes one of the other kind, or undoes one of the same. */
export function list(name: "bullet_list" | "ordered_list"): Command {
  return (state, dispatch, view) => {
    const { $from } = state.selection;
    const depth = depthOf($from, node("list_item")) - 1;
    if (depth < 0) return wrapInList(node(name))(state, dispatch, view);
    if ($from.node(depth).type === node(name)) return liftListItem(node("list_item"))(state, dispatch, view);
    dispatch?.(state.tr.setNodeMarkup($from.before(depth), node(name), name === "ordered_list" ? { order: 1 } : null).scrollIntoView());
    return true;
  };
}

/** listed names the kind of the innermost list around the selection. */
export function listed(state: EditorState): string {
  const depth = depthOf(state.selection.$from, node("list_item")) - 1;
  return depth < 0 ? "" : state.selection.$from.node(depth).type.name;
}

export const quote: Command = (state, dispatch, view) =>
  within(state, node("blockquote")) ? lift(state, dispatch, view) : wrapIn(node("blockquote"))(state, dispatch, view);

/** inwards and outwards are Tab and Shift with Tab: they never leave a list or a table. */
export const inwards: Command = (state, dispatch, view) => {
  if (listed(state)) return sinkListItem(node("list_item"))(state, dispatch, view) || true;
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch, view)) return true;
  addRowAfter(state, dispatch);
  return view ? goToNextCell(1)(view.state, view.dispatch) || true : true;
};
export const outwards: Command = (state, dispatch, view) => {
  if (listed(state)) return liftListItem(node("list_item"))(state, dispatch, view) || true;
  return isInTable(state) && (goToNextCell(-1)(state, dispatch, view) || true);
};

/** unlist takes an item out of its list when the caret stands at its beginning. */
export const unlist: Command = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  const depth = depthOf($from, node("list_item"));
  if (!empty || depth < 0 || $from.depth !== depth + 1 || $from.parentOffset > 0 || $from.index(depth) > 0) return false;
  return liftListItem(node("list_item"))(state, dispatch, view);
};

export const breakLine: Command = (state, dispatch) => {
  if (!state.selection.$from.parent.inlineContent) return false;
  dispatch?.(state.tr.replaceSelectionWith(node("hard_break").create()).scrollIntoView());
  return true;
};

/** afterTable goes on behind the table around the caret, in a new paragraph where there is none. */
export const afterTable: Command = (state, dispatch) => beside(state, dispatch, 1);

/** pastTable lets the arrows out of a table with which the text begins or ends. */
export const pastTable = (way: 1 | -1): Command => (state, dispatch) => {
  const { $head, empty } = state.selection;
  const depth = depthOf($head, node("table"));
  if (!empty || depth !== 1) return false;
  const index = $head.index(0);
  const row = $head.index(depth);
  if (way > 0 ? index < state.doc.childCount - 1 || row < $head.node(depth).childCount - 1 : index > 0 || row > 0) return false;
  return beside(state, dispatch, way);
};

function beside(state: EditorState, dispatch: Parameters<Command>[1], way: 1 | -1): boolean {
  const { $head } = state.selection;
  const depth = depthOf($head, node("table"));
  if (depth < 0) return false;
  const at = way > 0 ? $head.after(depth) : $head.before(depth);
  const next = way > 0 ? state.doc.resolve(at).nodeAfter : state.doc.resolve(at).nodeBefore;
  if (!dispatch) return true;
  const { tr } = state;
  if (!next?.isTextblock) tr.insert(at, node("paragraph").create());
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(way > 0 || !next?.isTextblock ? at + 1 : at - 1), way)).scrollIntoView());
  return true;
}

/** table puts one of three columns with a row of headings where the caret stands. */
export const table: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if (isInTable(state)) return false;
  const row = (cell: string) => node("table_row").create(null, [0, 1, 2].map(() => node(cell).createAndFill()!));
  const made = node("table").create(null, [row("table_header"), row("table_cell"), row("table_cell")]);
  const empty = $from.depth === 1 && !$from.parent.content.size;
  const at = empty ? $from.before(1) : $from.after(1);
  if (!dispatch) return true;
  const { tr } = state;
  if (empty) tr.replaceWith(at, $from.after(1), made);
  else tr.insert(at, made);
  // Behind a table with which the text ends nobody could write on.
  if (tr.doc.resolve(at + made.nodeSize).nodeAfter === null) tr.insert(at + made.nodeSize, node("paragraph").create());
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(at + 4))).scrollIntoView());
  return true;
};
