// Puts what the server sent where it belongs. Fragments are the same for everybody: they are made this person's own
// before they touch the page. An item that is held (open in an editor, or in the air) is never morphed, moved or
// removed: the newest state waits until it is let go, and its holder is told.
import { Idiomorph } from "idiomorph";
import { gather } from "./announce";
import { board, byID, isMine, isOwn, isWithdrawn, item, items, list, quadrants } from "./page";
import { steady } from "./steady";

/** Next is the newest state of a held item: null when it is no longer on the board, undefined when nothing came. */
export type Next = HTMLElement | null | undefined;
interface Hold {
  next: Next;
  tell: (next: HTMLElement | null) => void;
}
const held = new Map<string, Hold>();
const placed = new Set<() => void>();

/** onPlaced calls act after each time that items were placed. */
export const onPlaced = (act: () => void) => void placed.add(act);

export const hold = (id: string, tell: Hold["tell"] = () => {}) => void held.set(id, { next: undefined, tell });
export const nextOf = (id: string): Next => held.get(id)?.next;

/** letGo ends a hold and shows what came meanwhile. */
export function letGo(id: string): void {
  const next = held.get(id)?.next;
  held.delete(id);
  if (next) put(next, true);
  else if (next === null) item(id)?.remove();
  finish();
}

/** place takes the items of a change. */
export function place(fragment: DocumentFragment): void {
  steady(() => {
    for (const next of fragment.querySelectorAll<HTMLElement>("li[data-id]")) {
      personalise(next);
      put(next, false);
    }
    finish();
  });
}

/** replace takes the whole board of a page just fetched. */
export function replace(next: HTMLElement): void {
  // Somebody else has signed in beside: what the first person typed stays in that person's drafts.
  if (next.dataset.person !== board.dataset.person) return location.reload();
  const { view } = board.dataset;
  if (!next.dataset.changes) delete board.dataset.changes;
  for (const { name, value } of next.attributes) if (name.startsWith("data-")) board.setAttribute(name, value);
  board.dataset.view = view;
  const there = new Set<string>();
  for (const li of next.querySelectorAll<HTMLElement>("li[data-id]")) {
    there.add(li.dataset.id!);
    put(document.importNode(li, true), true);
  }
  for (const li of board.querySelectorAll<HTMLElement>("li[data-id]")) {
    const id = li.dataset.id!;
    if (there.has(id)) continue;
    const holder = held.get(id);
    if (!holder) li.remove();
    else holder.tell((holder.next = null));
  }
  Idiomorph.morph(board, [...next.childNodes], { morphStyle: "innerHTML", ignoreActiveValue: true, callbacks: around });
  finish();
}

// Of the rest of the board: lists are ours, unsent text and what the person folded or unfolded are theirs.
const around = {
  beforeNodeMorphed: (old: Element) => !(old.nodeType === Node.ELEMENT_NODE && (old.matches("ol.items") || isDirty(old))),
  beforeNodeRemoved: (old: Element) => !(old.nodeType === Node.ELEMENT_NODE && isDirty(old)),
  beforeAttributeUpdated: (name: string) => name !== "open",
};

function isDirty(node: Element): boolean {
  if (!node.matches("form.add, form.add *")) return false;
  const form = node.closest("form")!;
  if (form.querySelector("select")?.value) return true; // the office for which one goes on writing
  return [...form.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
}

/** personalise leaves the buttons that this person may use, as the page itself would have. */
function personalise(li: HTMLElement): void {
  // In a phase in which items stay as they are, joint items alone may still be worked on.
  const still = board.dataset.changes === "false" && li.dataset.merged === undefined;
  const own = isOwn(li);
  for (const form of li.querySelectorAll<HTMLElement>("form[data-may]")) {
    if (!still && (own || (form.dataset.may === "move" && board.dataset.moveAll === "true"))) form.hidden = false;
    else form.remove();
  }
}

const liveOf = (li: HTMLElement) => Number(li.dataset.live);

function put(next: HTMLElement, whole: boolean): void {
  const id = next.dataset.id!;
  const old = item(id);
  const holder = held.get(id);
  const known = holder?.next ?? old;
  // A stream and a question can overtake each other; the whole board is the truth whatever its number.
  if (known && !whole && liveOf(known) > liveOf(next)) return;
  if (!whole) note(known, next);
  if (holder) {
    holder.next = next;
    holder.tell(next);
  } else if (isWithdrawn(next) && (!isOwn(next) || isJoined(next))) {
    old?.remove();
  } else {
    if (old) Idiomorph.morph(old, next, { morphStyle: "outerHTML" });
    settle(old ?? next, isWithdrawn(next) ? byID("withdrawn-items") : list(next.dataset.quadrant!));
  }
}

// What was merged stands in its joint item; a joint item that was taken apart is not there to be restored.
const isJoined = ({ dataset }: HTMLElement) => dataset.joint !== undefined || dataset.merged !== undefined;

function note(old: HTMLElement | null, next: HTMLElement): void {
  if (next.dataset.joint) return; // its joint item is what is told
  const was = old && !isWithdrawn(old) ? old : null;
  const { quadrant, version } = next.dataset;
  const change = isWithdrawn(next)
    ? was && "withdrawn"
    : !was
      ? "new"
      : was.dataset.quadrant !== quadrant
        ? "moved"
        : was.dataset.version !== version && "changed";
  if (change) gather(quadrant!, change, liveOf(next));
}

/** settle puts an item at its place in a list, and leaves it alone when it is there already. */
function settle(li: HTMLElement, into: HTMLElement | null): void {
  if (!into) return li.remove();
  const follower = items(into).find((other) => other !== li && isBefore(li, other)) ?? null;
  if (li.parentElement === into && (li.nextElementSibling?.closest("[data-id]") ?? null) === follower) return;
  const focused = li.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
  if (li.isConnected && "moveBefore" in into) into.moveBefore(li, follower);
  else into.insertBefore(li, follower);
  // Without moveBefore the focus is lost on the way; it goes back without scrolling anything.
  if (focused && focused !== document.activeElement) focused.focus({ preventScroll: true });
}

function isBefore(a: HTMLElement, b: HTMLElement): boolean {
  const [p, q] = [a.dataset.position ?? "", b.dataset.position ?? ""];
  return p === q ? a.dataset.id! < b.dataset.id! : p < q;
}

function finish(): void {
  for (const quadrant of quadrants()) {
    const all = items(list(quadrant));
    const count = byID(`count-${quadrant}`);
    if (count) count.textContent = String(all.length);
    const mine = all.filter(isMine);
    const guide = byID(`guide-${quadrant}`);
    if (guide && mine.length >= 2) guide.hidden = true;
  }
  for (const act of placed) act();
}
