// Notes up to where this person has seen the strategy: when the page was in sight for a while, and when it is left.
import { address, main } from "./page";
import { shown } from "./stream";

const rest = 3_000; // ms in sight until it counts as seen

let told = -1;
let timer = 0;

/** seeing begins. */
export function seeing(): void {
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : wait()));
  addEventListener("pagehide", leave);
  wait();
}

function wait(): void {
  if (!document.hidden) timer ||= window.setTimeout(tell, rest);
}

function leave(): void {
  clearTimeout(timer);
  timer = 0;
  if (told >= 0) tell(); // who looked in for a moment only has not seen it
}

function tell(): void {
  const live = shown();
  if (live <= told || !navigator.onLine) return;
  told = live;
  const url = main.dataset["seen"] ?? `${address}/seen`;
  // Nothing depends on it: the next one says it again.
  void fetch(url, { method: "POST", body: new URLSearchParams({ live: String(live) }), headers: { Live: "1" }, keepalive: true }).catch(() => {});
}
