// The page's one stream. Without a slot for it the page asks every two seconds for the steps of what stands in editors,
// and now and then for itself. A hidden page goes on listening while it has something to send, else it lets go.
import { free, queue, type Release } from "../slot";
import { uuid } from "../uuid";
import { address, main } from "./page";
import { connection, onAgain, retry } from "./saved";

/** tab is this page among the person's pages. */
export const tab = uuid();

export interface Handlers {
  event(kind: string, data: string): void;
  /** ask asks for the steps that the editors miss. */
  ask(): Promise<void>;
  /** page fetches the page itself; what it answers is the status, 0 when there was none. */
  page(): Promise<number>;
}

const rhythm = 2_000; // ms between two questions for steps
const whole = 5; // of these questions one is for the page

let on: Handlers;
let seen = Number(main.dataset["live"]) || 0;
let running = false;
let ended = false;
let turn = 0; // rises whenever the page lets go; what was begun in an earlier turn is void
let failures = 0;
let source: EventSource | null = null;
let release: Release | null = null;
let waiting = new AbortController();

/** reach notes the live version that the page shows. */
export const reach = (version: number) => void (seen = Math.max(seen, version || 0));

/** shown is the live version that the page shows. */
export const shown = () => seen;

/** live begins to follow the strategy. */
export function live(handlers: Handlers): void {
  on = handlers;
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : void resume()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", () => void resume());
  addEventListener("offline", () => connection("lost"));
  addEventListener("online", again); // a stream that slept through the gap may be dead without knowing it
  onAgain(() => source || again());
  void resume();
}

function again(): void {
  leave();
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
  waiting.abort();
  source?.close();
  source = null;
  release?.();
  release = null;
}

const kinds = ["steps", "change", "presence", "carets", "reset"];

function listen(mine: number): void {
  const stream = new EventSource(`${address}/events?since=${seen}&tab=${tab}&view=${main.dataset["view"] ?? ""}`);
  source = stream;
  const leaveIt = (wait: number) => {
    stream.close();
    if (source !== stream) return;
    source = null;
    setTimeout(() => void reconnect(mine), wait);
  };
  stream.onopen = () => {
    failures = 0;
    connection("");
    retry();
  };
  // The browser gives up for good on any answer but 200, and elsewhere repeats the old address: we reconnect ourselves.
  stream.onerror = () => {
    connection("lost");
    leaveIt(delay());
  };
  for (const kind of kinds) {
    stream.addEventListener(kind, (event) => {
      on.event(kind, event.data as string);
      if (kind === "steps" || kind === "change") reach(Number(event.lastEventId));
    });
  }
  stream.addEventListener("bye", () => leaveIt(500 + Math.random() * 1_500));
  // Perhaps only the session ended, or the rights are others now: the page tells.
  stream.addEventListener("ended", () => leaveIt(failures++ ? delay() : 0));
}

async function reconnect(mine: number): Promise<void> {
  if (mine !== turn) return;
  const ok = await look();
  if (mine !== turn) return;
  if (ok) listen(mine);
  else setTimeout(() => void reconnect(mine), delay());
}

async function poll(mine: number): Promise<void> {
  for (let n = 1; mine === turn && !source; n++) {
    const ok = n % whole ? await on.ask().then(() => true) : await look();
    if (ok) failures = 0;
    await new Promise((resolve) => setTimeout(resolve, ok ? rhythm : delay()));
  }
}

/** look fetches the page; false when there was no useful answer. */
async function look(): Promise<boolean> {
  const status = await on.page();
  if (status === 401) connection("signed-out");
  else if (status === 403 || status === 404) {
    ended = true;
    connection("ended");
  } else if (status !== 200) connection("lost");
  if (status === 401 || ended) leave();
  if (status !== 200) return false;
  connection("");
  await on.ask();
  return true;
}

/** delay is 1, 2, 4 … 15 s, less a random part, so that a thousand pages do not come back together. */
const delay = () => Math.min(1_000 * 2 ** failures++, 15_000) * (0.5 + Math.random() / 2);
