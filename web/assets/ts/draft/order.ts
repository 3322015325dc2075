// The sections are put into another order in the contents: by a handle with mouse, pen or finger, and with the arrow keys
// while it has the focus. Nothing is moved here but by the server's word, so two people at once end in one order.
import { fetchPage } from "./morph";
import { post } from "./frame";
import { byID, element, main, own, sectionOf, titleOf, writing } from "./page";
import { word } from "./words";

interface Drag {
  entry: HTMLElement;
  pointer: number;
  y: number;
}

let drag: Drag | null = null;
let moving = false;
const mark = element("li", "", { class: "drop-here", "aria-hidden": "true", [own]: "" });

const entries = () => [...(byID("outline")?.querySelectorAll<HTMLElement>("li[data-entry]") ?? [])];

/** ordering begins; handles must be called again when the contents have changed. */
export function ordering(): void {
  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", end);
  document.addEventListener("keydown", (event) => drag && event.key === "Escape" && (end(), say(word("order-cancelled"))));
  document.addEventListener("meridian:followed", handles);
  handles();
}

function handles(): void {
  if (!writing()) return;
  for (const entry of entries()) {
    const title = titleOf(sectionOf(entry.dataset["entry"]!));
    const have = entry.querySelector<HTMLElement>(":scope > .order-handle");
    const handle = have ?? element("button", "⠿", { type: "button", class: "order-handle", title: word("order-hint"), [own]: "" });
    handle.setAttribute("aria-label", word("order-handle", { title }));
    if (have) continue;
    handle.addEventListener("pointerdown", take);
    handle.addEventListener("keydown", step);
    entry.prepend(handle);
  }
}

function take(event: PointerEvent): void {
  if (event.button !== 0 || drag || moving) return;
  event.preventDefault();
  const entry = (event.currentTarget as HTMLElement).closest<HTMLElement>("li[data-entry]")!;
  (event.currentTarget as HTMLElement).focus();
  entry.dataset["dragging"] = "";
  drag = { entry, pointer: event.pointerId, y: event.clientY };
}

function before(y: number): HTMLElement | undefined {
  return entries().find((entry) => entry !== drag?.entry && y < entry.getBoundingClientRect().top + entry.getBoundingClientRect().height / 2);
}

function follow(event: PointerEvent): void {
  if (event.pointerId !== drag?.pointer) return;
  drag.y = event.clientY;
  const next = before(drag.y);
  drag.entry.parentElement!.insertBefore(mark, next ?? null);
}

function drop(event: PointerEvent): void {
  if (event.pointerId !== drag?.pointer) return;
  const { entry } = drag;
  const shown = mark.isConnected;
  const next = before(event.clientY);
  end();
  const all = entries();
  if (shown && all[all.indexOf(entry) + 1] !== next) void place(entry, next);
}

function end(): void {
  delete drag?.entry.dataset["dragging"];
  drag = null;
  mark.remove();
}

function step(event: KeyboardEvent): void {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!by || moving) return;
  event.preventDefault();
  const entry = (event.currentTarget as HTMLElement).closest<HTMLElement>("li[data-entry]")!;
  const all = entries();
  const at = all.indexOf(entry);
  if (at + by < 0 || at + by >= all.length) return;
  void place(entry, by < 0 ? all[at - 1] : all[at + 2]);
}

async function place(entry: HTMLElement, next: HTMLElement | undefined): Promise<void> {
  const id = entry.dataset["entry"]!;
  const url = sectionOf(id)?.querySelector<HTMLElement>("[data-text]")?.dataset["url"];
  if (!url) return;
  moving = true;
  const { text } = await post(`${url}/place`, new URLSearchParams({ before: next?.dataset["entry"] ?? "" }));
  if (!text) await fetchPage();
  moving = false;
  const all = entries();
  const at = all.findIndex((other) => other.dataset["entry"] === id);
  say(text || word("order-moved", { title: titleOf(sectionOf(id)), n: at + 1, total: all.length }));
  if (!text) main.querySelector<HTMLElement>(`#outline li[data-entry="${CSS.escape(id)}"] > .order-handle`)?.focus();
}

function say(text: string): void {
  const line = byID("announcer");
  if (line) line.textContent = text;
}
