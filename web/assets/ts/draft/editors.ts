// The editors on the page, one for each section that is seen or touched.
import { Node } from "prosemirror-model";
import { Selection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { schema } from "../richtext/schema";
import { uuid } from "../uuid";
import { setPeer } from "./carets";
import { person, sectionOf, sections, textOf, titleOf, writing } from "./page";
import { type Caret, page } from "./around";
import { fresh, props } from "./state";
import { type Stop, Sync } from "./sync";
import type { Rows } from "./wire";

export interface Editor {
  id: string;
  view: EditorView;
  sync: Sync;
  stopped: boolean;
  /** place puts the caret there. */
  place(at: number): void;
}


const editors = new Map<string, Editor>();
const coming = new Map<string, Promise<Editor | null>>();
const early = new Map<string, Rows[]>(); // steps that came while the document was on its way
const carets = new Map<string, Map<string, Caret>>(); // by section and tab: those of a version still to come
const halted = new Set<string>(); // texts that can go no further
const patience = 5_000; // ms until a document that could not be had is asked for again

let told: (editor: Editor | null) => void = () => {};

/** onEditor calls act when the focus comes into an editor, when its state changes, and with null when it has gone. */
export const onEditor = (act: typeof told) => void (told = act);

export const editorOf = (id: string) => editors.get(id);
export const all = () => [...editors.values()];

/** mounted tells whether a node is, or holds, a text with an editor. */
export const mounted = (node: Element) => all().filter(({ view }) => node.contains(view.dom));

/** mount puts the editor in the place of the section's text. */
export function mount(id: string): Promise<Editor | null> {
  const have = editors.get(id);
  if (have || !writing()) return Promise.resolve(have ?? null);
  if (!coming.has(id)) coming.set(id, make(id).finally(() => coming.delete(id)));
  return coming.get(id)!;
}

async function make(id: string): Promise<Editor | null> {
  const section = sectionOf(id);
  const place = section && textOf(section);
  if (!place) return null;
  early.set(id, []);
  const answer = await page.wire.load(place.dataset["url"]!);
  const rows = early.get(id)!;
  early.delete(id);
  if (answer.kind === "signed-out") page.connection("signed-out");
  if (answer.kind === "later") setTimeout(() => place.isConnected && void mount(id), Math.max(answer.wait, patience));
  if (answer.kind !== "loaded" || !place.isConnected || !writing()) return null;
  const client = uuid();
  const release = page.kept.hold(client);
  const doc = Node.fromJSON(schema, answer.value.doc);
  const focused = place.contains(document.activeElement);
  place.removeAttribute("tabindex");
  const dispatch: EditorView["dispatch"] = (transaction) => {
    const before = view.state;
    view.updateState(before.apply(transaction));
    if (transaction.docChanged && sync.pending) sync.change();
    if (view.hasFocus()) {
      if (transaction.docChanged || transaction.selectionSet) tell(editor);
      told(editor);
    }
    if (transaction.docChanged) section.dispatchEvent(new CustomEvent("meridian:text", { bubbles: true }));
  };
  const view: EditorView = new EditorView(
    { mount: place },
    {
      ...props(() => sync.composed()),
      state: fresh(doc, answer.value.version, client),
      editable: () => writing() && !halted.has(id),
      attributes: () => labels(id),
      dispatchTransaction: dispatch,
    },
  );
  view.dom.addEventListener("focus", () => (tell(editor), told(editor)));
  view.dom.addEventListener("blur", () => setTimeout(() => !all().some((one) => one.view.hasFocus()) && (page.at(null), told(null))));
  const host = { get state() { return view.state; }, get composing() { return view.composing; }, dispatch: (transaction: Parameters<typeof dispatch>[0]) => view.dispatch(transaction), hear };
  const about = { id, url: place.dataset["url"]!, title: titleOf(section) };
  const sync: Sync = new Sync(host, about, client, doc, {
    stopped: (stop, lacks) => stopped(editor, stop, lacks, release),
    received: () => arrived(editor),
  });
  const editor: Editor = {
    id,
    view,
    sync,
    stopped: false,
    place: (at) => view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at)))),
  };
  editors.set(id, editor);
  sync.ready();
  for (const row of rows) sync.receive(row);
  arrived(editor);
  if (focused) view.focus();
  section.dispatchEvent(new CustomEvent("meridian:text", { bubbles: true }));
  return editor;
}

const labels = (id: string): Record<string, string> => ({
  role: "textbox",
  "aria-multiline": "true",
  "aria-label": titleOf(sectionOf(id)),
  "aria-describedby": "text-keys",
  "data-placeholder": page.word("text-placeholder"),
});

/** rows gives steps to the section's editor; false when it has none. */
export function rows(id: string, news: Rows): boolean {
  early.get(id)?.push(news);
  editors.get(id)?.sync.receive(news);
  return editors.has(id) || early.has(id);
}

/** hear: the browser tells late that a key has moved the caret; news drawn in between would put the caret back. */
const hear = () => void document.dispatchEvent(new Event("selectionchange"));

/** caret shows where somebody is; a caret with no section has left. */
export function caret(news: Caret): void {
  hear();
  for (const { id, view } of all()) if (id !== news.section) view.dispatch(setPeer(view.state, news.tab, null));
  for (const [id, those] of carets) if (id !== news.section) those.delete(news.tab);
  if (!news.section) return;
  if (!carets.has(news.section)) carets.set(news.section, new Map());
  carets.get(news.section)!.set(news.tab, news);
  const editor = editors.get(news.section);
  if (editor) arrived(editor);
}

/** arrived shows the carets whose version the editor has come to. */
function arrived({ id, view, sync }: Editor): void {
  for (const [tab, peer] of carets.get(id) ?? []) {
    if (peer.version > sync.version) continue;
    carets.get(id)!.delete(tab);
    const [anchor, head] = [sync.here(peer.anchor, peer.version), sync.here(peer.head, peer.version)];
    if (anchor !== null && head !== null) view.dispatch(setPeer(view.state, tab, { ...peer, anchor, head }));
  }
}

function tell({ id, view, sync }: Editor): void {
  const { anchor, head } = view.state.selection;
  page.at({ section: id, version: sync.version, anchor: sync.there(anchor), head: sync.there(head) });
}

function stopped(editor: Editor, stop: Stop, lacks: boolean, release: () => void): void {
  const { id, view, sync } = editor;
  const anew = () => {
    remove(editor);
    void mount(id);
  };
  if (!lacks && stop.why === "expired") return anew();
  editor.stopped = true;
  halted.add(id);
  view.setProps({}); // it reads anew whether it may be written in
  const title = titleOf(sectionOf(id));
  const text = plain(view.state.doc);
  if (!lacks && !sectionOf(id)) return remove(editor);
  const kept = { person, section: id, client: sync.client };
  page.offer({ section: id, client: sync.client, title, text, message: sentence(stop, title), anew: stop.why === "closed" ? undefined : anew, discard: () => (sync.leave(), void page.kept.drop(kept).then(release)) });
}

/** sentence says why a text could not be saved. */
export const sentence = ({ why, message }: Stop, title: string) => page.word(`text-${why}`, { title, reason: message });

/** plain is the words of a document, its blocks parted by empty lines. */
export const plain = (doc: Node) => doc.textBetween(0, doc.content.size, "\n\n", "\n");

/** remove takes an editor off the page; what it had to keep stays on the device. */
export function remove(editor: Editor): void {
  editor.sync.leave();
  editors.delete(editor.id);
  halted.delete(editor.id);
  editor.view.destroy();
  told(null);
}

/** tidy takes off the editors whose sections have gone, and lets the others see whether they may still be written in. */
export function tidy(): void {
  for (const editor of all()) {
    if (!editor.view.dom.isConnected) remove(editor);
    else editor.view.setProps({});
  }
  watch();
}

const seen = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || selecting(target)) continue;
      seen.unobserve(target);
      void mount(target.closest<HTMLElement>("[data-section]")!.dataset["section"]!);
    }
  },
  { rootMargin: "300px" },
);

/** What somebody is about to copy is not taken from under the selection. */
const selecting = (text: Element) => !getSelection()?.isCollapsed && !!getSelection()?.containsNode(text, true);

/** watch mounts each text once it comes into sight. */
export function watch(): void {
  if (!writing()) return;
  for (const section of sections()) {
    const text = textOf(section);
    if (!text || editors.has(section.dataset["section"]!)) continue;
    if (!text.hasAttribute("tabindex")) {
      for (const [name, value] of Object.entries({ ...labels(section.dataset["section"]!), tabindex: "0" })) text.setAttribute(name, value);
    }
    seen.observe(text);
  }
}
