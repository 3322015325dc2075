// How the board learns what others do: one EventSource while the page is visible and has a slot, else a question
// every two seconds. Changes are applied one after the other, each exactly to its end. A hidden page lets go at once
// and asks for what it missed when it is seen again.
import { connection } from "./connection";
import { parse } from "./html";
import { address, board } from "./page";
import { parts } from "./parts";
import { place, replace } from "./place";
import { free, queue, type Release } from "./slot";
import { uuid } from "./uuid";

/** tab is this page among the person's pages. */
export const tab = uuid();

const rhythm = 2_000;
const patience = 20_000;

/** What others write is hidden from this person for now: the stream tells that something changed, and no more. */
const blind = () => board.dataset.kind?.startsWith("blind");
const watching = () => `since=${seen}&tab=${tab}&kind=${board.dataset.kind}`;

let on: { presence: (people: DocumentFragment) => void; opened: () => void };
let seen = Number(board.dataset.live) || 0;
let stale = false; // the whole board has to be fetched before anything else counts
let ended = false;
let running = false;
let turn = 0; // rises whenever the page lets go; what was begun in an earlier turn is void
let failures = 0;
let source: EventSource | null = null;
let release: Release | null = null;
let waiting = new AbortController();
let applied = Promise.resolve();
let later = 0;
let asking: Promise<boolean> | null = null;
const reached = new Set<() => void>();
const back = new Map<Element, () => void>();

/** live begins to follow the board. */
export function live(handlers: typeof on): void {
  on = handlers;
  document.addEventListener("visibilitychange", () => (document.hidden ? pause() : void resume()));
  addEventListener("pagehide", pause);
  addEventListener("pageshow", () => void resume());
  addEventListener("offline", () => connection("offline"));
  addEventListener("online", () => {
    pause(); // a stream that slept through the gap may be dead without knowing it
    void resume();
    returned();
  });
  void resume();
}

/** after waits until the board shows a live version, and asks for it where no stream brings it. */
export async function after(version: number): Promise<void> {
  if (source?.readyState === EventSource.OPEN && version > seen && !blind()) {
    await new Promise<void>((resolve) => {
      const check = () => void (seen >= version && (reached.delete(check), resolve()));
      reached.add(check);
      setTimeout(() => (reached.delete(check), resolve()), 1_500);
    });
  }
  for (let tries = 0; version > seen && tries < 2; tries++) await ask();
  await applied;
}

/** onBack calls act once when the connection is back; a later act of the same owner takes its place. */
export function onBack(owner: Element, act: () => void): void {
  back.set(owner, act);
  // One request failed although the stream goes on: there will be no coming back to wait for.
  if (source?.readyState === EventSource.OPEN) setTimeout(returned, 5_000);
}

/** settled forgets what the owner was waiting to do. */
export const settled = (owner: Element) => void back.delete(owner);

function returned(): void {
  const acts = [...back.values()];
  back.clear();
  for (const act of acts) act();
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

function pause(): void {
  turn++;
  running = false;
  waiting.abort();
  source?.close();
  source = null;
  release?.();
  release = null;
}

function listen(mine: number): void {
  const stream = new EventSource(`${address}/events?${watching()}`);
  source = stream;
  let opened = false;
  const leave = (wait: number) => {
    stream.close();
    if (source !== stream) return;
    source = null;
    void again(mine, wait);
  };
  stream.onopen = () => {
    opened = true;
    failures = 0;
    up();
    on.opened();
  };
  // The browser gives up for good on any answer but 200, and elsewhere repeats the old address: we reconnect ourselves.
  stream.onerror = () => {
    if (opened) connection(navigator.onLine ? "lost" : "offline");
    leave(delay());
  };
  stream.addEventListener("change", (event) => {
    if (!blind()) return void apply(event.data as string, Number(event.lastEventId));
    parts(parse(event.data as string));
    // Perhaps it was a colleague, whose items are shown; all pages ask at moments of their own.
    later ||= window.setTimeout(() => ((later = 0), running && void ask()), 2_000 + Math.random() * 8_000);
  });
  stream.addEventListener("presence", (event) => on.presence(parse(event.data as string)));
  stream.addEventListener("reset", () => void reset());
  stream.addEventListener("bye", () => leave(500 + Math.random() * 1_500));
  // Perhaps only the session ended, or the rights are others now: the next question tells.
  stream.addEventListener("ended", () => {
    stale = true;
    leave(failures++ ? delay() : 0);
  });
}

async function again(mine: number, wait: number): Promise<void> {
  await sleep(wait);
  if (mine !== turn) return;
  const ok = await ask();
  if (mine !== turn) return;
  if (ok) listen(mine);
  else void again(mine, delay());
}

async function poll(mine: number): Promise<void> {
  while (mine === turn && !source) {
    const ok = await ask();
    if (ok) failures = 0;
    await sleep(ok ? rhythm : delay());
  }
}

/** delay is 1, 2, 4 … 15 s, less a random part, so that a thousand pages do not come back together. */
const delay = () => Math.min(1_000 * 2 ** failures++, 15_000) * (0.5 + Math.random() / 2);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function up(): void {
  connection("");
  returned();
}

/** ask gets by an ordinary request what is new; false when there was no useful answer. */
function ask(): Promise<boolean> {
  asking ??= question().finally(() => (asking = null));
  return asking;
}

async function question(): Promise<boolean> {
  try {
    const answer = await get(`${address}?${watching()}`, { Live: "1" });
    if (answer.status === 401) return signedOut();
    if (answer.status === 403 || answer.status === 404) return end();
    if (!answer.ok) throw new Error(answer.statusText);
    if (answer.headers.get("Live-Event") === "reset") await reset();
    else await apply(await answer.text(), Number(answer.headers.get("Live-Version")));
    if (stale) return false;
    up();
    void resume(); // after the end of a session this is how the page learns that there is a new one
    return true;
  } catch {
    connection(navigator.onLine ? "lost" : "offline");
    return false;
  }
}

const get = (url: string, headers: Record<string, string>) =>
  fetch(url, { headers, cache: "no-store", signal: AbortSignal.timeout(patience) });

function signedOut(): false {
  pause();
  connection("signed-out", () => void resume());
  return false;
}

function end(): false {
  ended = true;
  pause();
  connection("ended");
  return false;
}

function apply(html: string, version: number): Promise<void> {
  return inTurn(async () => {
    if (stale) await refetch();
    if (html.trim()) {
      const news = parse(html);
      parts(news);
      place(news);
    }
    reach(Math.max(seen, version));
  });
}

function reset(): Promise<void> {
  stale = true;
  return inTurn(async () => void (stale && (await refetch())));
}

function inTurn(step: () => Promise<void>): Promise<void> {
  applied = applied.then(step).catch(() => {
    stale = true;
    setTimeout(() => running && stale && void reset(), delay());
  });
  return applied;
}

/** refetch takes the board from its own page, as at the first visit; what is being typed stays. */
async function refetch(): Promise<void> {
  const answer = await get(address, { Accept: "text/html" });
  const page = answer.ok && !answer.redirected ? parse(await answer.text()) : null;
  const next = page?.querySelector<HTMLElement>("#board");
  if (!page || !next) throw new Error(answer.statusText);
  const { kind } = board.dataset;
  replace(next);
  parts(page, true);
  stale = false;
  reach(Number(next.dataset.live));
  if (!source || board.dataset.kind === kind) return;
  source.close(); // other fragments are this person's now
  listen(turn);
}

function reach(version: number): void {
  seen = version;
  board.dataset.live = String(version);
  for (const check of [...reached]) check();
}
