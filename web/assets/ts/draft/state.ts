// An editor's state and how it behaves: the plugins, the paste, the way nodes look.
import { history } from "prosemirror-history";
import { DOMSerializer, type Node } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import type { DirectEditorProps, EditorView, NodeViewConstructor } from "prosemirror-view";
import { carets } from "./carets";
import { keys } from "./keys";
import { marks } from "./commands";
import { page } from "./around";
import { pasteLong } from "./paste_long";
import { synced } from "./sync";
import { toTools } from "./toolbar";

/** fresh is the state of an editor that begins at a version of the server's. */
export function fresh(doc: Node, version: number, client: string): EditorState {
  const plugins = [...keys(() => page.say(page.sentence() || page.word("text-saved")), toTools), history(), synced(version, client), carets(), tableEditing()];
  return EditorState.create({ doc, plugins });
}

/** props is what all editors have in common; composed is called when a word has been composed. */
export function props(composed: () => void): Omit<DirectEditorProps, "state"> {
  return {
    transformPastedHTML: page.cleaned,
    handlePaste: (view, _event, slice) => pasteLong(view, slice, () => page.say(page.word("text-too-large"))),
    handleClick: follow,
    handleDOMEvents: { compositionend: () => void setTimeout(composed, 50) },
    nodeViews: { paragraph: directed, heading: directed, list_item: directed, table_cell: directed, table_header: directed, table: scrolled },
  };
}

/** follow opens a link with Ctrl or Command; a plain click sets the caret. */
function follow(view: EditorView, place: number, event: MouseEvent): boolean {
  const link = event.ctrlKey || event.metaKey ? marks["link"]!.isInSet(view.state.doc.resolve(place).marks()) : null;
  if (link) open(link.attrs["href"] as string, "_blank", "noopener");
  return !!link;
}

/** Each block runs in the direction of its own words, as on the page that is only read. */
const directed: NodeViewConstructor = (node) => {
  const { dom, contentDOM } = DOMSerializer.renderSpec(document, node.type.spec.toDOM!(node));
  (dom as HTMLElement).dir = "auto";
  return { dom: dom as HTMLElement, contentDOM: contentDOM! };
};

/** A wide table scrolls by itself and leaves the page where it is. */
const scrolled: NodeViewConstructor = (node) => {
  const { dom, contentDOM } = DOMSerializer.renderSpec(document, node.type.spec.toDOM!(node));
  const around = document.createElement("div");
  around.className = "table-scroll";
  around.append(dom);
  return { dom: around, contentDOM: contentDOM! };
};
