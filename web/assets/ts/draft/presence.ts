// Tells the others where this person's caret is: at most once a second while it moves, and when it leaves.
import { address } from "./page";

export interface Position {
  section: string;
  version: number;
  anchor: number;
  head: number;
}

const rhythm = 1_000; // ms

let tab = "";
let timer = 0;
let last = -Infinity;
let next: Position | null = null;
let told = "";

/** presence begins; id is the tab that the stream knows this page by. */
export function presence(id: string): void {
  tab = id;
  addEventListener("pagehide", () => tell(gone, true));
  document.addEventListener("visibilitychange", () => document.hidden && tell(gone, true));
}

const gone: Position = { section: "", version: 0, anchor: 0, head: 0 };

/** at notes where the caret is; null when it is in no text. */
export function at(position: Position | null): void {
  next = position ?? gone;
  timer ||= window.setTimeout(() => {
    timer = 0;
    last = performance.now();
    if (next) tell(next);
  }, Math.max(0, last + rhythm - performance.now()));
}

function tell(position: Position, leaving = false): void {
  const fields = new URLSearchParams(Object.entries({ tab, ...position }).map(([name, value]) => [name, String(value)]));
  if (fields.toString() === told || (leaving && !told) || !navigator.onLine) return;
  told = position.section ? fields.toString() : "";
  // Nothing depends on it: the next move says it again.
  void fetch(`${address}/presence`, { method: "POST", body: fields, headers: { Live: "1" }, keepalive: leaving }).catch(() => {});
}
