// Dragging an item into another group with mouse, pen and finger. A finger must rest first, so that the page still
// scrolls. What flies is a likeness of the item; the item itself waits for the server's word. Escape ends it.

const rest = 350; // ms that a finger rests before it drags
const slack = 8; // px that a press may stray
const edge = 60; // px from the window's edge where it begins to scroll

interface Drag {
  li: HTMLElement;
  pointer: number;
  touch: boolean;
  start: { x: number; y: number };
  at: { x: number; y: number };
  timer: number;
  ghost: HTMLElement | null;
}

let drag: Drag | null = null;
let may: () => boolean;

/** dragging wires the page; dropped is told the item and the group, cancelled that somebody thought better of it. */
export function dragging(allowed: () => boolean, dropped: (item: string, theme: string) => void, cancelled: () => void): void {
  may = allowed;
  document.addEventListener("pointerdown", press);
  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerup", (event) => {
    if (event.pointerId !== drag?.pointer) return;
    drag.at = { x: event.clientX, y: event.clientY };
    const { li, ghost } = drag;
    const into = ghost ? target() : null;
    end();
    if (into && into !== li.closest("section.theme")) dropped(li.dataset["id"]!, into.dataset["theme"]!);
  });
  document.addEventListener("pointercancel", (event) => event.pointerId === drag?.pointer && end());
  addEventListener("blur", end);
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !drag?.ghost) return;
      event.preventDefault();
      event.stopPropagation();
      end();
      cancelled();
    },
    true,
  );
  // Only a listener that was there before the finger came down can keep the page from scrolling.
  document.addEventListener("touchmove", (event) => drag?.ghost && event.cancelable && event.preventDefault(), { passive: false });
  document.addEventListener("contextmenu", (event) => drag?.touch && event.preventDefault());
  document.addEventListener("selectstart", (event) => drag && event.preventDefault());
}

function press(event: PointerEvent): void {
  const on = event.target as Element;
  const li = on.closest<HTMLElement>("#themes li[data-id]");
  if (drag || event.button !== 0 || !event.isPrimary || !li || !may()) return;
  if (on.closest("a, button, input, label, select, summary, form") || !li.querySelector("form[data-themes=put]")) return;
  const at = { x: event.clientX, y: event.clientY };
  drag = { li, pointer: event.pointerId, touch: event.pointerType === "touch", start: at, at, timer: 0, ghost: null };
  if (drag.touch) drag.timer = window.setTimeout(take, rest);
}

function take(): void {
  if (!drag?.li.isConnected || !may()) return end();
  const { li } = drag;
  const box = li.getBoundingClientRect();
  const ghost = li.cloneNode(true) as HTMLElement;
  for (const node of [ghost, ...ghost.querySelectorAll("[id]")]) node.removeAttribute("id");
  for (const node of ghost.querySelectorAll("form, details, label")) node.remove();
  ghost.removeAttribute("data-id");
  ghost.classList.add("theme-ghost");
  ghost.setAttribute("aria-hidden", "true");
  Object.assign(ghost.style, { insetInlineStart: "auto", left: `${box.left}px`, top: `${box.top}px`, inlineSize: `${box.width}px` });
  document.body.append(ghost);
  drag.ghost = ghost;
  li.dataset["held"] = "";
  document.documentElement.dataset["dragging"] = "";
  getSelection()?.removeAllRanges();
  requestAnimationFrame(fly);
}

function follow(event: PointerEvent): void {
  if (event.pointerId !== drag?.pointer) return;
  drag.at = { x: event.clientX, y: event.clientY };
  if (drag.ghost || Math.hypot(drag.at.x - drag.start.x, drag.at.y - drag.start.y) < slack) return;
  if (drag.touch) end(); // it is scrolling
  else take();
}

/** fly runs once a frame while an item is in the air. */
function fly(): void {
  if (!drag?.ghost) return;
  const { x, y } = drag.at;
  const way = y < edge ? y - edge : y > innerHeight - edge ? y - innerHeight + edge : 0;
  if (way) scrollBy({ top: way / 4, behavior: "instant" });
  drag.ghost.style.translate = `${x - drag.start.x}px ${y - drag.start.y}px`;
  mark(target());
  requestAnimationFrame(fly);
}

const target = () =>
  document
    .elementsFromPoint(drag!.at.x, drag!.at.y)
    .map((under) => under.closest<HTMLElement>("#themes section.theme"))
    .find(Boolean) ?? null;

function mark(into: Element | null): void {
  for (const section of document.querySelectorAll(".drop-into")) if (section !== into) section.classList.remove("drop-into");
  into?.classList.add("drop-into");
}

function end(): void {
  if (!drag) return;
  const { li, timer, ghost } = drag;
  drag = null;
  clearTimeout(timer);
  ghost?.remove();
  li.removeAttribute("data-held");
  mark(null);
  delete document.documentElement.dataset["dragging"];
}
