// The tools: what each is called, looks like and does, and when it is on.
import { redo, redoDepth, undo, undoDepth } from "prosemirror-history";
import type { Command, EditorState } from "prosemirror-state";
import { addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow, deleteTable, isInTable, toggleHeaderRow } from "prosemirror-tables";
import { bold, heading, isBlock, italic, list, listed, marked, marks, nodes, paragraph, quote, table, within } from "./commands";
import { askLink, linkAt } from "./link";
import type { Word } from "./words";

export interface Tool {
  name: Word;
  /** face is a letter or two, or the path of a 24 by 24 drawing when it begins with "M". */
  face: string;
  does: Command;
  keys?: string;
  on?(state: EditorState): boolean;
  can?(state: EditorState): boolean;
}

const figures = { 1: "M16 11.500l2.500-1.500v8", 2: "M16 12c0-2.500 4.500-2.500 4.500 0 0 2-4.500 3-4.500 6h4.500", 3: "M16 10.500h4.500l-2.500 3c3.500 0 3 4.500-.5 4.500-1 0-1.700-.5-2-1" };

const level = (n: 1 | 2 | 3): Tool => ({
  name: `tool-heading-${n}`,
  face: `M4 6v12M12 6v12M4 12h8${figures[n]}`,
  does: (state, dispatch) => (isBlock(state, nodes["heading"]!, n) ? paragraph : heading(n))(state, dispatch),
  keys: `Control+Alt+${n}`,
  on: (state) => isBlock(state, nodes["heading"]!, n),
});

/** groups are the tools of every text, in order. */
export const groups: Tool[][] = [
  [
    { name: "tool-bold", face: "B", does: bold, keys: "Control+B", on: (state) => marked(state, marks["strong"]!) },
    { name: "tool-italic", face: "I", does: italic, keys: "Control+I", on: (state) => marked(state, marks["em"]!) },
    { name: "tool-link", face: "M10 13a5 5 0 0 0 7.5.5l3-3a5 5 0 0 0-7-7l-1.7 1.7M14 11a5 5 0 0 0-7.5-.5l-3 3a5 5 0 0 0 7 7l1.7-1.7", does: askLink, keys: "Control+K", on: (state) => !!linkAt(state), can: (state) => state.selection.$from.parent.inlineContent },
  ],
  [
    { name: "tool-paragraph", face: "¶", does: paragraph, keys: "Control+Alt+0", on: (state) => isBlock(state, nodes["paragraph"]!), can: () => true },
    level(1),
    level(2),
    level(3),
  ],
  [
    { name: "tool-bullets", face: "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01", does: list("bullet_list"), on: (state) => listed(state) === "bullet_list" },
    { name: "tool-numbers", face: "M10 6h10M10 12h10M10 18h10M4 4.5 5.5 4v4.5M4 13.5c1-1.5 2.5-1 2.500 0S4 16 4 17.500h2.700", does: list("ordered_list"), on: (state) => listed(state) === "ordered_list" },
    { name: "tool-quote", face: "M5 6v12M10 8h10M10 12h10M10 16h6", does: quote, on: (state) => within(state, nodes["blockquote"]!) },
    { name: "tool-table", face: "M4 5h16v14H4zM4 10h16M4 14.500h16M12 5v14", does: table },
  ],
  [
    { name: "tool-undo", face: "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3", does: undo, keys: "Control+Z", can: (state) => undoDepth(state) > 0 },
    { name: "tool-redo", face: "M15 14l5-5-5-5M20 9H10a6 6 0 0 0 0 12h3", does: redo, keys: "Control+Y", can: (state) => redoDepth(state) > 0 },
  ],
];

/** tableTools are those of the table around the caret. Their faces are their names. */
export const tableTools: Tool[] = [
  { name: "tool-row-above", face: "", does: addRowBefore },
  { name: "tool-row-below", face: "", does: addRowAfter },
  { name: "tool-row-delete", face: "", does: deleteRow },
  { name: "tool-column-before", face: "", does: addColumnBefore },
  { name: "tool-column-after", face: "", does: addColumnAfter },
  { name: "tool-column-delete", face: "", does: deleteColumn },
  { name: "tool-header-row", face: "", does: toggleHeaderRow, on: headed },
  { name: "tool-table-delete", face: "", does: deleteTable },
];

function headed(state: EditorState): boolean {
  if (!isInTable(state)) return false;
  const { $head } = state.selection;
  for (let depth = $head.depth; depth > 0; depth--) {
    if ($head.node(depth).type.name === "table") return $head.node(depth).firstChild?.firstChild?.type.name === "table_header";
  }
  return false;
}
