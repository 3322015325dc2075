// The keys of the editor, and the few characters that become lists, quotes and headings as they are typed.
import { baseKeymap, chainCommands } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { splitListItem } from "prosemirror-schema-list";
import type { Command, Plugin } from "prosemirror-state";
import { afterTable, bold, breakLine, heading, inwards, italic, nodes, outwards, paragraph, pastTable, unlist } from "./commands";
import { askLink } from "./link";

const leave: Command = (_state, _dispatch, view) => {
  view?.dom.blur();
  return true;
};

/** keys are the plugins; saved says how the text stands, tools takes the focus to the tools. */
export function keys(saved: () => void, tools: () => void): Plugin[] {
  const act = (does: () => void): Command => () => (does(), true);
  return [
    rules,
    keymap({
      "Mod-b": bold,
      "Mod-i": italic,
      "Mod-k": askLink,
      "Mod-z": chainCommands(undoInputRule, undo),
      "Mod-y": redo,
      "Shift-Mod-z": redo,
      "Mod-s": act(saved),
      "Alt-F10": act(tools),
      Escape: leave,
      "Ctrl-Alt-0": paragraph,
      "Ctrl-Alt-1": heading(1),
      "Ctrl-Alt-2": heading(2),
      "Ctrl-Alt-3": heading(3),
      Tab: inwards,
      "Shift-Tab": outwards,
      Enter: splitListItem(nodes["list_item"]!),
      "Shift-Enter": breakLine,
      "Mod-Enter": afterTable,
      Backspace: chainCommands(undoInputRule, unlist),
      ArrowDown: pastTable(1),
      ArrowUp: pastTable(-1),
    }),
    keymap(baseKeymap),
  ];
}

const rules = inputRules({
  rules: [
    wrappingInputRule(/^\s*[-*]\s$/, nodes["bullet_list"]!),
    wrappingInputRule(/^\s*(\d{1,5})\.\s$/, nodes["ordered_list"]!, (match) => ({ order: Math.max(1, Number(match[1])) }), (match, before) => before.childCount + before.attrs["order"] === Number(match[1])),
    wrappingInputRule(/^\s*>\s$/, nodes["blockquote"]!),
    textblockTypeInputRule(/^(#{1,3})\s$/, nodes["heading"]!, (match) => ({ level: match[1]!.length })),
  ],
});
