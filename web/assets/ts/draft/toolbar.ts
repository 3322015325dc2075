// One bar of tools for all texts, which acts on the one that has the caret. Arrow keys move in it; Escape goes back.
import { isInTable } from "prosemirror-tables";
import { page } from "./around";
import { byID, element, main, own, writing } from "./page";
import { groups, tableTools, type Tool } from "./tools";
import type { Editor } from "./editors";

const buttons = new Map<HTMLButtonElement, Tool>();
let bar: HTMLElement | null = null;
let tableBar: HTMLElement | null = null;
let editor: Editor | null = null;
let frame = 0;

/** toolbar puts the bar above the texts, where it stays. */
export function toolbar(): void {
  bar?.toggleAttribute("hidden", !writing());
  if (bar?.isConnected || !writing()) return;
  bar ??= make();
  const first = main.querySelector("[data-section]");
  first?.before(bar);
  page.repeat();
  if (!byID("text-keys")) document.body.append(element("p", page.word("text-keys"), { id: "text-keys", hidden: "" }));
  show();
}

/** toTools takes the focus from the text to the bar. */
export const toTools = () => stop()?.focus();

/** attend makes the bar act on an editor; without one it rests, unless the focus is in the bar itself. */
export function attend(now: Editor | null): void {
  if (!now && editor && !editor.stopped && (bar?.contains(document.activeElement) || document.querySelector(".link-dialog[open]"))) return;
  editor = now;
  frame ||= requestAnimationFrame(() => ((frame = 0), show()));
}

function make(): HTMLElement {
  const made = element("div", "", { class: "text-tools no-print", role: "toolbar", "aria-label": page.word("tools"), [own]: "" });
  const row = element("div", "", { class: "text-tools-row" });
  for (const group of groups) {
    const box = element("div", "", { class: "text-tools-group" });
    box.append(...group.map((tool) => tile(tool)));
    row.append(box);
  }
  tableBar = element("div", "", { class: "text-tools-row text-tools-table", role: "group", "aria-label": page.word("tools-table") });
  tableBar.append(...tableTools.map((tool) => tile(tool)));
  // Whether everything is saved is said elsewhere; here it stays in sight, however long the text is.
  made.append(row, element("p", "", { class: "text-standing", "aria-hidden": "true" }), tableBar);
  made.addEventListener("keydown", move);
  made.addEventListener("focusin", (event) => roam(event.target as HTMLButtonElement));
  made.addEventListener("focusout", () => setTimeout(() => !made.contains(document.activeElement) && !editor?.view.hasFocus() && attend(null)));
  // The text keeps its selection while a tool is pressed with the mouse.
  made.addEventListener("mousedown", (event) => event.preventDefault());
  return made;
}

function tile(tool: Tool): HTMLButtonElement {
  const name = page.word(tool.name);
  const button = element("button", "", { type: "button", class: "text-tool", tabindex: "-1", "data-tool": tool.name });
  if (tool.face) {
    button.setAttribute("aria-label", name);
    button.title = name;
    button.append(tool.face.startsWith("M") ? drawing(tool.face) : tool.face);
  } else button.textContent = name;
  if (tool.keys) button.setAttribute("aria-keyshortcuts", tool.keys);
  button.addEventListener("click", () => {
    if (!editor || button.getAttribute("aria-disabled") === "true") return;
    const { view } = editor;
    const back = document.activeElement !== button;
    tool.does(view.state, view.dispatch, view);
    if (back && !document.querySelector(".link-dialog[open]")) view.focus();
    attend(editor);
  });
  buttons.set(button, tool);
  return button;
}

function drawing(path: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", fill: "none", stroke: "currentColor", "stroke-width": "1.8", "stroke-linecap": "round", "stroke-linejoin": "round" })) svg.setAttribute(name, value);
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

function show(): void {
  const state = editor && !editor.stopped ? editor.view.state : null;
  if (tableBar) tableBar.hidden = !state || !isInTable(state);
  for (const [button, tool] of buttons) {
    const can = !!state && (tool.can ?? tool.does)(state);
    set(button, "aria-disabled", can ? null : "true");
    if (tool.on) set(button, "aria-pressed", String(!!state && tool.on(state)));
  }
  if (!visible().some((button) => button.tabIndex === 0)) roam(visible()[0]!);
}

function set(node: Element, name: string, value: string | null): void {
  if (node.getAttribute(name) === value) return;
  if (value === null) node.removeAttribute(name);
  else node.setAttribute(name, value);
}

const visible = () => [...buttons.keys()].filter((button) => !button.closest("[hidden]"));
const stop = () => visible().find((button) => button.tabIndex === 0) ?? visible()[0];

function roam(to: HTMLButtonElement): void {
  if (!buttons.has(to)) return;
  for (const button of buttons.keys()) button.tabIndex = button === to ? 0 : -1;
}

function move(event: KeyboardEvent): void {
  const all = visible();
  const now = all.indexOf(event.target as HTMLButtonElement);
  const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const backward = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
  const next = { [forward]: now + 1, [backward]: now - 1, Home: 0, End: all.length - 1 }[event.key];
  if (event.key === "Escape") editor?.view.focus();
  else if (next === undefined) return;
  else all.at(next % all.length)!.focus();
  event.preventDefault();
}
