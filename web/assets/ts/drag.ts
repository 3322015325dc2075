// Dragging with mouse, pen and finger. A finger must rest first, so that the page still scrolls. The item in the air
// is held: changes of others go on around it, and Escape puts it back. Nothing is moved here but by the server's word.
import { answer as say } from "./announce";
import { board, element, item, items, mayMove } from "./page";
import { hold, letGo } from "./place";
import { move } from "./move";
import { word } from "./words";

const rest = 350; // ms that a finger rests before it drags
const slack = 8; // px that a press may stray
const edge = 60; // px from the window's edge where it begins to scroll

interface Drag {
  id: string;
  pointer: number;
  touch: boolean;
  start: { x: number; y: number; scroll: number };
  at: { x: number; y: number };
  timer: number;
  flying: boolean;
}

let drag: Drag | null = null;
const mark = element("li", "", { class: "drop-here", "aria-hidden": "true" });

/** dragging wires the board, once and for all items to come. */
export function dragging(): void {
  board.addEventListener("pointerdown", press);
  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", (event) => event.pointerId === drag?.pointer && end());
  addEventListener("blur", () => end());
  document.addEventListener("keydown", cancel, true);
  // Only a listener that was there before the finger came down can keep the page from scrolling.
  board.addEventListener("touchmove", (event) => drag?.flying && event.cancelable && event.preventDefault(), { passive: false });
  board.addEventListener("contextmenu", (event) => drag?.touch && event.preventDefault());
  document.addEventListener("selectstart", (event) => drag && event.preventDefault());
}

function press(event: PointerEvent): void {
  const target = event.target as Element;
  const li = target.closest<HTMLElement>("li[data-id]");
  if (drag || event.button !== 0 || !event.isPrimary || !li || !mayMove(li)) return;
  if (target.closest("a, button, input, textarea, select, summary, form")) return;
  const at = { x: event.clientX, y: event.clientY };
  const touch = event.pointerType === "touch";
  drag = { id: li.dataset.id!, pointer: event.pointerId, touch, start: { ...at, scroll: scrollY }, at, timer: 0, flying: false };
  if (touch) drag.timer = window.setTimeout(take, rest);
}

function take(): void {
  const li = drag && item(drag.id);
  if (!drag || !li || !mayMove(li)) return end();
  drag.flying = true;
  hold(drag.id);
  li.dataset.dragging = "";
  document.documentElement.dataset.dragging = "";
  getSelection()?.removeAllRanges();
  requestAnimationFrame(fly);
}

function follow(event: PointerEvent): void {
  if (event.pointerId !== drag?.pointer) return;
  drag.at = { x: event.clientX, y: event.clientY };
  const far = Math.hypot(drag.at.x - drag.start.x, drag.at.y - drag.start.y);
  if (drag.flying || far < slack) return;
  if (drag.touch) end(); // it is scrolling
  else take();
}

/** fly runs once a frame while an item is in the air. */
function fly(): void {
  const li = drag && item(drag.id);
  if (!drag?.flying || !li) return;
  const { x, y } = drag.at;
  const way = y < edge ? y - edge : y > innerHeight - edge ? y - innerHeight + edge : 0;
  if (way) scrollBy({ top: way / 4, behavior: "instant" });
  const down = y - drag.start.y + scrollY - drag.start.scroll;
  li.style.cssText = `position:relative;z-index:9;pointer-events:none;translate:${x - drag.start.x}px ${down}px`;
  point(li);
  requestAnimationFrame(fly);
}

/** point shows where the item would land. */
function point(li: HTMLElement): void {
  const into = target(li);
  if (!into) return mark.remove();
  const before = into.before ?? null;
  if (mark.parentElement === into.list && (mark.nextElementSibling ?? null) === before) return;
  into.list.insertBefore(mark, before);
}

function target(li: HTMLElement): { list: HTMLElement; before: HTMLElement | undefined } | null {
  const { x, y } = drag!.at;
  const section = document.elementsFromPoint(x, y).map((under) => under.closest("section[data-quadrant]")).find(Boolean);
  const into = section?.querySelector<HTMLElement>("[data-drop]");
  if (!into) return null;
  const before = items(into).find((other) => {
    const box = other.getBoundingClientRect();
    return other !== li && y < box.top + box.height / 2;
  });
  return { list: into, before };
}

function drop(event: PointerEvent): void {
  if (event.pointerId !== drag?.pointer) return;
  drag.at = { x: event.clientX, y: event.clientY };
  const { id, flying } = drag;
  const li = item(id);
  const into = flying && li ? target(li) : null;
  const stays = !into || (into.list === li!.parentElement && into.before === items(into.list)[items(into.list).indexOf(li!) + 1]);
  end();
  if (stays) return;
  const to = { quadrant: into.list.dataset.drop!, before: into.before?.dataset.id ?? "" };
  void move(id, () => to);
}

function cancel(event: KeyboardEvent): void {
  if (event.key !== "Escape" || !drag?.flying) return;
  event.preventDefault();
  event.stopPropagation();
  end();
  say(word("drag-cancelled"));
}

function end(): void {
  if (!drag) return;
  const { id, timer, flying } = drag;
  drag = null;
  clearTimeout(timer);
  mark.remove();
  delete document.documentElement.dataset.dragging;
  if (!flying) return;
  const li = item(id);
  li?.removeAttribute("data-dragging");
  if (li) li.style.cssText = "";
  letGo(id);
}
