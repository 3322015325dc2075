// The page of themes: forms are sent in place, Alt and an arrow put an item into the next group or the one before, a
// hand drags it. Each of them works without this, a page at a time. The page itself is brought up to date by follow.ts.
import { read, write } from "../store";
import { uuid } from "../uuid";
import { freshen } from "./follow";
import { post } from "./post";
import { dragging } from "./themes_drag";

const region = document.getElementById("themes");
const groups = () => [...document.querySelectorAll<HTMLElement>("#themes section.theme")];
const card = (id: string) => document.getElementById(`theme-item-${id}`);
const mayGroup = () => !!document.querySelector("#themes [data-may-group]");

if (region) {
  remember();
  dragging(mayGroup, (id, theme) => void put(id, theme), () => say(word("cancelled")));
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== "post" || !form.closest("#themes")) return;
    event.preventDefault();
    void submit(form);
  });
  document.addEventListener("keydown", (event) => {
    const li = (event.target as Element).closest?.<HTMLElement>("#themes li[data-id]");
    if (!li || !event.altKey || event.ctrlKey || event.metaKey || event.isComposing || !mayGroup()) return;
    const rtl = document.documentElement.dir === "rtl";
    const way = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: rtl ? 1 : -1, ArrowRight: rtl ? -1 : 1 }[event.key];
    if (!way) return;
    event.preventDefault();
    const all = groups();
    const to = all[all.indexOf(li.closest<HTMLElement>("section.theme")!) + way];
    if (to) void put(li.dataset["id"]!, to.dataset["theme"]!);
    else say(word(way < 0 ? "first" : "last"));
  });
}

/** remember keeps in this browser the frame in which the reader looked at an analysis, and goes back to it. */
function remember(): void {
  const key = `meridian:frame:${document.body.dataset["person"]}:${location.pathname}`;
  const frame = new URLSearchParams(location.search).get("frame");
  if (frame) return void write(key, frame);
  const last = read<string>(key);
  const answered = document.querySelector("#themes .notice, #themes [aria-invalid=true]"); // a form was sent back
  const known = [...document.querySelectorAll<HTMLAnchorElement>(".views-list a:not([aria-current])")];
  const way = known.find((a) => new URL(a.href).searchParams.get("frame") === last);
  if (way && !answered) location.replace(way.href + location.hash);
}

let turn: Promise<unknown> = Promise.resolve(); // one at a time: each begins where the one before has ended

/** send tells whether it is done; settled is called when it is, before the page shows it. */
function send(url: string, fields: URLSearchParams, settled = () => {}): Promise<boolean> {
  const mine = turn.then(async () => {
    const as = document.querySelector<HTMLElement>("#themes [data-membership]")?.dataset["membership"] ?? "";
    const sent = await post(url, fields, as);
    if ("problem" in sent) {
      tell(sent.problem || word(sent.offline ? "offline" : "problem"));
      return false;
    }
    tell("");
    settled();
    await freshen(sent.version);
    return true;
  });
  turn = mine;
  return mine;
}

const fieldsOf = (form: HTMLFormElement) => new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));

async function put(id: string, theme: string): Promise<void> {
  const form = card(id)?.querySelector<HTMLFormElement>("form[data-themes=put]");
  if (!form || card(id)!.closest<HTMLElement>("section.theme")?.dataset["theme"] === theme) return;
  const inside = card(id)!.contains(document.activeElement);
  const fields = fieldsOf(form);
  fields.set("theme", theme);
  if (!(await send(form.action, fields))) return;
  said();
  arrive(id, inside);
}

async function submit(form: HTMLFormElement): Promise<void> {
  const { themes: kind } = form.dataset;
  const id = form.closest<HTMLElement>("li[data-id]")?.dataset["id"];
  if (kind === "put") {
    form.closest("details")!.open = false;
    card(id!)?.querySelector("summary")?.focus({ preventScroll: true });
    const theme = String(new FormData(form).get("theme") ?? "");
    form.reset(); // or the choice would look like one that was not sent
    return put(id!, theme);
  }
  const section = form.closest<HTMLElement>("section.theme");
  const done = await send(form.action, fieldsOf(form), () => {
    // Sent is sent: what stood in the form is no longer the person's own.
    if (kind === "make") form.querySelector<HTMLInputElement>("[name=id]")!.value = uuid();
    form.closest("details")?.removeAttribute("open");
    form.reset();
  });
  if (!done) return;
  if (kind === "undo") say(word("undone"));
  else said();
  if (document.activeElement === document.body) (section?.isConnected ? section : groups()[0])?.focus({ preventScroll: true });
}

/** arrive shows where an item has come to, and leaves the focus on it. */
function arrive(id: string, focused: boolean): void {
  const li = card(id);
  if (!li || !focused) return;
  if (!li.contains(document.activeElement)) li.querySelector("summary")?.focus({ preventScroll: true });
  li.scrollIntoView({ block: "nearest" });
}

/** said reads out what the page says was done last. */
const said = () => say(document.querySelector("#themes .themes-undo p")?.textContent ?? "");

function say(text: string): void {
  const place = document.getElementById("themes-said");
  if (!place) return;
  place.textContent = "";
  setTimeout(() => (place.textContent = text), 50); // emptied first, so that the same words are said again
}

function tell(problem: string): void {
  const place = document.getElementById("themes-problem");
  if (!place) return;
  place.textContent = problem;
  place.hidden = !problem;
}

function word(key: string): string {
  const words = document.querySelector<HTMLTemplateElement>("template#themes-words");
  return words?.content.querySelector(`[data-word="${key}"]`)?.textContent ?? key;
}
