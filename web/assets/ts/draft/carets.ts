// Where the others are in a text: their carets with their names, and what they have selected. It is for the eyes; the
// presence line says in words who is here.
import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { element } from "./page";

export interface Peer {
  tab: string;
  person: string;
  name: string;
  anchor: number;
  head: number;
}

const key = new PluginKey<Map<string, Peer>>("carets");
const hues = 8; // as many as carets.css knows
const labelled = 3_000; // ms that a name stands at a caret that has moved

const hueOf = (person: string) => [...person].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7) % hues;

/** setPeer shows somebody's caret, or takes it away where there is no peer. */
export function setPeer(state: EditorState, tab: string, peer: Peer | null) {
  return state.tr.setMeta(key, { tab, peer }).setMeta("addToHistory", false);
}

export const carets = () =>
  new Plugin<Map<string, Peer>>({
    key,
    state: {
      init: () => new Map(),
      apply(transaction, peers) {
        const news = transaction.getMeta(key) as { tab: string; peer: Peer | null } | undefined;
        if (!news && !(transaction.docChanged && peers.size)) return peers;
        const next = new Map(peers);
        if (transaction.docChanged) {
          // Own typing at somebody's caret leaves it behind; what comes from the server may be theirs and takes it along.
          const side = transaction.getMeta("rebased") === undefined ? -1 : 1;
          const map = (place: number) => transaction.mapping.map(place, side);
          for (const [tab, peer] of next) next.set(tab, { ...peer, anchor: map(peer.anchor), head: map(peer.head) });
        }
        if (news?.peer) next.set(news.tab, news.peer);
        else if (news) next.delete(news.tab);
        return next;
      },
    },
    props: {
      decorations(state) {
        const peers = key.getState(state);
        if (!peers?.size) return DecorationSet.empty;
        const end = state.doc.content.size;
        return DecorationSet.create(
          state.doc,
          [...peers.values()].flatMap((peer) => {
            const [anchor, head] = [Math.min(peer.anchor, end), Math.min(peer.head, end)];
            const hue = hueOf(peer.person);
            const first = !state.doc.resolve(head).nodeBefore?.isText;
            const caret = Decoration.widget(head, () => drawn(peer, hue, first), { key: `${peer.tab} ${peer.name} ${head} ${first}`, side: 10, ignoreSelection: true, stopEvent: () => true });
            const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
            return from === to ? [caret] : [caret, Decoration.inline(from, to, { class: `peer-selection peer-${hue}` })];
          }),
        );
      },
    },
  });

function drawn(peer: Peer, hue: number, first: boolean): HTMLElement {
  // The style sheet draws the name: words of the page would be counted as the text's.
  const caret = element("span", "", { class: `peer-caret peer-${hue}${first ? " peer-first" : ""}`, "aria-hidden": "true", "data-name": peer.name, "data-fresh": "" });
  setTimeout(() => caret.removeAttribute("data-fresh"), labelled);
  return caret;
}
