// Keeps a page beside the board as it is now. Everything on it that changes stands in elements with an id and the mark
// data-follow. They listen to the board's events; after a change the page itself is fetched again and each of them is
// morphed into what it has become. What belongs to the person stays: the focus, the place on the screen, what is
// folded open, and every form in which something was typed, chosen or ticked and not sent yet.
//
//   data-follow   the mark
//   data-live     the live version that the element shows
//   data-url      the page's own address, where that is not the address in the browser's bar (a form sent back)
//   data-events   the address of the board's events; without it that of the analysis in the browser's bar
//
// Whatever holds an item, as a hand that drags it, marks it with data-held: nothing is morphed until it is let go.
// After each morph the element sends the event "meridian:followed", which bubbles.
import { Idiomorph } from "idiomorph";
import { parse } from "../html";
import { free, queue, type Release } from "../slot";
import { steady } from "../steady";
import { localise } from "../times";
import { uuid } from "../uuid";
import { changed, connection } from "./following";

const regions = () => [...document.querySelectorAll<HTMLElement>("[data-follow][id]")];
const [main] = regions();
const page = main?.dataset["url"] ?? location.pathname + location.search;
const events = main?.dataset["events"] ?? `${/^\/[^/]+\/swot\/[^/]+/.exec(location.pathname)?.[0]}/events`;

const rhythm = 5_000; // ms between two questions of a page that has no stream
const pause = 1_000; // ms between two fetches of the page
const patience = 20_000;
const tab = uuid();
const own = new Set<number>(); // live versions that this page made itself

let seen = Math.max(0, ...regions().map((region) => Number(region.dataset["live"]) || 0));
let shown = seen;
let running = false;
let ended = false;
let turn = 0; // rises whenever the page lets go; what was begun in an earlier turn is void
let failures = 0;
let source: EventSource | null = null;
let release: Release | null = null;
let waiting = new AbortController();
let timer = 0;
let last = -Infinity;
let fetching: Promise<boolean> | null = null;

/** freshen shows at once what the person has just done; version is the live version that the server answered. */
export async function freshen(version: number): Promise<void> {
  own.add(version);
  seen = Math.max(seen, version);
  await fetching;
  if (shown < version || held()) await again();
}

if (main) {
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : void resume()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", () => void resume());
  addEventListener("offline", () => connection("offline"));
  addEventListener("online", () => {
    leave(); // a stream that slept through the gap may be dead without knowing it
    void resume();
  });
  void resume();
}

async function resume(): Promise<void> {
  if (running || ended || document.hidden) return;
  running = true;
  const mine = ++turn;
  if (keep(await free(), mine)) return listen(mine);
  if (mine !== turn) return;
  void poll(mine);
  waiting = new AbortController();
  if (keep(await queue(waiting.signal), mine)) listen(mine);
}

function keep(slot: Release | null, mine: number): boolean {
  if (mine === turn) release = slot;
  else slot?.();
  return mine === turn && !!slot;
}

function leave(): void {
  turn++;
  running = false;
  clearTimeout(timer);
  timer = 0;
  waiting.abort();
  source?.close();
  source = null;
  release?.();
  release = null;
}

function listen(mine: number): void {
  const stream = new EventSource(`${events}?since=${seen}&tab=${tab}`);
  source = stream;
  const retry = (wait: number) => {
    stream.close();
    if (source !== stream) return;
    source = null;
    // The page tells whether it may still be seen; without it there is nothing to listen for.
    setTimeout(() => mine === turn && void again().then((ok) => mine === turn && (ok ? listen(mine) : retryLater(mine))), wait);
  };
  stream.onopen = () => {
    failures = 0;
    connection("");
  };
  stream.onerror = () => {
    connection(navigator.onLine ? "lost" : "offline");
    retry(delay());
  };
  stream.addEventListener("change", (event) => {
    seen = Math.max(seen, Number(event.lastEventId) || 0);
    if (seen > shown) want();
  });
  stream.addEventListener("reset", want);
  stream.addEventListener("bye", () => retry(500 + Math.random() * 1_500));
  // Perhaps only the session ended, or the rights are others now.
  stream.addEventListener("ended", () => retry(failures++ ? delay() : 0));
}

function retryLater(mine: number): void {
  setTimeout(() => mine === turn && !source && void again().then((ok) => mine === turn && (ok ? listen(mine) : retryLater(mine))), delay());
}

async function poll(mine: number): Promise<void> {
  while (mine === turn && !source) {
    const ok = await again();
    if (ok) failures = 0;
    await new Promise((resolve) => setTimeout(resolve, ok ? rhythm : delay()));
  }
}

/** delay is 1, 2, 4 … 15 s, less a random part, so that a thousand pages do not come back together. */
const delay = () => Math.min(1_000 * 2 ** failures++, 15_000) * (0.5 + Math.random() / 2);

/** want fetches the page soon: at most once a second, however much happens. */
function want(): void {
  timer ||= window.setTimeout(
    () => {
      timer = 0;
      void again();
    },
    Math.max(0, last + pause - performance.now()),
  );
}

const held = () => !!document.querySelector("[data-follow] [data-held]");

/** again fetches the page and shows it; false when there was no useful answer. */
function again(): Promise<boolean> {
  fetching ??= fetchPage().finally(() => (fetching = null));
  return fetching;
}

async function fetchPage(): Promise<boolean> {
  last = performance.now();
  try {
    const signal = AbortSignal.timeout(patience);
    const answer = await fetch(page, { headers: { Live: "1", Accept: "text/html" }, cache: "no-store", signal });
    if (answer.status === 401) return stop("signed-out");
    if (answer.status === 403 || answer.status === 404) return stop("ended");
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    const next = parse(await answer.text());
    connection("");
    if (held()) want(); // and what came is looked at again once it is let go
    else show(next);
    return true;
  } catch {
    connection(navigator.onLine ? "lost" : "offline");
    return false;
  }
}

function stop(why: "signed-out" | "ended"): false {
  ended = why === "ended";
  leave();
  connection(why);
  return false;
}

function show(next: DocumentFragment): void {
  const before = shown;
  let other = false;
  for (const region of regions()) {
    const now = next.querySelector<HTMLElement>(`#${CSS.escape(region.id)}`);
    if (!now) continue;
    localise(now);
    shown = Math.max(shown, Number(now.dataset["live"]) || 0);
    other ||= now.textContent !== region.textContent;
    steady(() => Idiomorph.morph(region, now, { morphStyle: "outerHTML", ignoreActiveValue: true, callbacks }));
    document.getElementById(now.id)?.dispatchEvent(new CustomEvent("meridian:followed", { bubbles: true }));
  }
  seen = Math.max(seen, shown);
  const mine = [...own].some((version) => version > before && version <= shown);
  for (const version of own) if (version <= shown) own.delete(version);
  if (other && !mine) changed();
}

const callbacks = {
  // What an <output> says, this page's own script has put there.
  beforeNodeMorphed: (old: Node) => !(old instanceof HTMLElement && (old instanceof HTMLOutputElement || isUnsent(old) || (old instanceof HTMLFormElement && unsentIn(old)))),
  beforeNodeRemoved: (old: Node) => !(old instanceof HTMLElement && (isUnsent(old) || unsentIn(old))),
  beforeAttributeUpdated: (name: string, node: Element) => !(name === "open" && node.matches("details, dialog")),
};

/** unsentIn: a form is kept whole, or what it says of the version that was read would no longer be true. */
function unsentIn(node: HTMLElement): boolean {
  return [...node.querySelectorAll<HTMLElement>("input, textarea, select")].some(isUnsent);
}

function isUnsent(node: HTMLElement): boolean {
  if (node instanceof HTMLTextAreaElement) return node.value !== node.defaultValue;
  if (node instanceof HTMLInputElement) {
    return node.type === "checkbox" || node.type === "radio" ? node.checked !== node.defaultChecked : node.value !== node.defaultValue;
  }
  if (!(node instanceof HTMLSelectElement)) return false;
  const options = [...node.options];
  const chosen = options.filter((option) => option.defaultSelected);
  if (!chosen.length && !node.multiple) return node.selectedIndex > 0;
  return options.some((option) => option.selected !== option.defaultSelected);
}
