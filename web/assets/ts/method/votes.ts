// Giving dots on the board: a press is sent at once, and what is shown is what the server has stored, never a guess. The
// dots that lie on items are the person's own and stand in #me; the items themselves come the same for everybody, so
// each gets its form and its figures here.
import { parse } from "../html";

const patience = 20_000;
const wanted = new Map<string, number>(); // by item: the dots to come to, while a request is on its way
const board = document.getElementById("board");
const voting = () => document.getElementById("voting");
const mine = () => document.getElementById("me");
const blank = () => document.querySelector<HTMLTemplateElement>("#vote-form");

const own = (item: string) => mine()?.querySelector<HTMLElement>(`[data-item="${item}"]`) ?? null;
const dotsOn = (item: string) => Number(own(item)?.dataset["dots"] ?? 0);
const left = () => Number(mine()?.dataset["left"] ?? 0);
const partOf = (node: Element | null) => node?.closest<HTMLElement>(".vote") ?? null;

/** equip gives every item on the board its form, and every form its figures. It changes nothing that is right already. */
function equip(): void {
  if (!board || !blank()) return;
  for (const li of board.querySelectorAll<HTMLElement>("li[data-id]:not([data-withdrawn], [data-joint])")) {
    const part = li.querySelector<HTMLElement>(":scope > .vote") ?? made(li);
    if (part) fill(part);
  }
}

/** made is a form for an item that came without one. */
function made(li: HTMLElement): HTMLElement | null {
  const id = li.dataset["id"]!;
  const text = li.querySelector(".item-text")?.textContent ?? "";
  const part = (blank()!.content.cloneNode(true) as DocumentFragment).querySelector<HTMLElement>(".vote");
  if (!part) return null;
  for (const node of [part, ...part.querySelectorAll("*")]) {
    for (const { name, value } of [...node.attributes]) {
      if (/ITEM|TEXT/.test(value)) node.setAttribute(name, value.replace("ITEM", id).replace("TEXT", () => text));
    }
  }
  const label = part.querySelector("label .visually-hidden");
  if (label) label.textContent = `: ${text}`;
  const focused = lost === id;
  li.append(part);
  if (focused) part.querySelector<HTMLElement>(".vote-more")?.focus({ preventScroll: true });
  return part;
}

let lost = ""; // the item whose form has the focus: it keeps it when a change of the item takes the form away
document.addEventListener("focusin", (event) => (lost = partOf(event.target as Element)?.dataset["item"] ?? ""));

function fill(part: HTMLElement): void {
  const item = part.dataset["item"]!;
  const dots = dotsOn(item);
  const count = part.querySelector<HTMLElement>(".vote-count")!;
  const [less, more] = buttons(part);
  if (count.textContent !== String(dots)) count.textContent = String(dots);
  if (part.dataset["dots"] !== String(dots)) {
    part.dataset["dots"] = String(dots);
    if (!dots && document.activeElement === less) more.focus({ preventScroll: true });
  }
  set(more, !left() || dots >= Number(part.dataset["max"]));
  const select = part.querySelector<HTMLSelectElement>("[name=importance]");
  const importance = own(item)?.dataset["importance"] ?? "0";
  if (select && select !== document.activeElement) select.value = importance === "0" ? "" : importance;
}

const buttons = (part: HTMLElement) =>
  [part.querySelector<HTMLElement>(".vote-less")!, part.querySelector<HTMLElement>(".vote-more")!] as const;

/** set says that a button does nothing now. It can still be reached, and then tells why. */
function set(button: HTMLElement, off: boolean): void {
  const now = button.getAttribute("aria-disabled") === "true";
  if (off && !now) button.setAttribute("aria-disabled", "true");
  if (!off && now) button.removeAttribute("aria-disabled");
}

function say(text: string): void {
  const place = document.getElementById("answer");
  if (!place) return;
  place.textContent = "";
  setTimeout(() => (place.textContent = text), 50); // emptied first, so that the same words are said again
}

const said = (item: string) => own(item)?.textContent?.trim() || mine()?.dataset["none"] || "";

function complain(part: HTMLElement, text: string): void {
  const line = part.querySelector<HTMLElement>(".field-error")!;
  line.textContent = text;
  line.hidden = !text;
}

/** give asks for more or fewer dots. Presses that follow each other quickly add up. */
async function give(part: HTMLElement, more: boolean): Promise<void> {
  const item = part.dataset["item"]!;
  const now = wanted.get(item) ?? dotsOn(item);
  const next = Math.min(Math.max(now + (more ? 1 : -1), 0), Number(part.dataset["max"]));
  const button = buttons(part)[more ? 1 : 0];
  if (next === now || button.getAttribute("aria-disabled") === "true") return say(said(item));
  const busy = wanted.has(item);
  wanted.set(item, next);
  if (busy) return;
  const url = part.querySelector<HTMLFormElement>("[data-vote]")!.action;
  while (wanted.has(item)) {
    const aim = wanted.get(item)!;
    const fault = await post(url, { dots: String(aim) });
    await refresh();
    if (fault || wanted.get(item) === aim) wanted.delete(item);
    // The item can have been made anew meanwhile.
    const shown = document.getElementById(`vote-${item}`);
    if (shown) complain(shown, fault);
    if (!fault && !wanted.has(item)) say(said(item));
  }
}

/** rate sends an answer to the second question. */
async function rate(select: HTMLSelectElement): Promise<void> {
  const part = partOf(select)!;
  const fault = await post(select.form!.action, { importance: select.value });
  await refresh();
  complain(part, fault);
}

/** post sends fields as the membership that the page was made for; the answer is what went wrong, in words. */
async function post(url: string, fields: Record<string, string>): Promise<string> {
  const body = new URLSearchParams({ ...fields, as: board?.dataset["membership"] ?? "" });
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { Live: "1" }, signal: AbortSignal.timeout(patience) });
    if (answer.ok) return "";
    const words = parse(await answer.text()).querySelector(".answer")?.textContent?.trim();
    return words || voting()?.dataset["problem"] || "";
  } catch {
    return voting()?.dataset["unsent"] ?? "";
  }
}

let reading: Promise<void> | null = null;
let again = false;

/** refresh reads anew what the person, or a colleague in the same office's name, has given. */
function refresh(): Promise<void> {
  if (reading) {
    again = true; // what is being read may be older than what was just written
    return reading;
  }
  return (reading = read().finally(() => (reading = null)));
}

async function read(): Promise<void> {
  do {
    again = false;
    const url = mine()?.dataset["url"];
    if (!url) return;
    try {
      const answer = await fetch(url, { headers: { Live: "1" }, cache: "no-store", signal: AbortSignal.timeout(patience) });
      const next = answer.ok && !answer.redirected ? parse(await answer.text()).querySelector("#me") : null;
      if (next) mine()?.replaceWith(document.importNode(next, true));
    } catch {
      return; // the figures stay as they are; the next press or change asks again
    }
  } while (again);
  equip();
}

if (board) {
  // From here on the two buttons stand for the number field.
  document.documentElement.dataset["voting"] = "live";
  board.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>(".vote-less, .vote-more");
    if (button) void give(partOf(button)!, button.matches(".vote-more"));
  });
  board.addEventListener("change", (event) => {
    const select = event.target as Element;
    if (select instanceof HTMLSelectElement && select.name === "importance") void rate(select);
  });
  document.addEventListener("meridian:me", () => void refresh());
  document.addEventListener("visibilitychange", () => !document.hidden && mine() && void refresh());
  new MutationObserver(equip).observe(board.parentElement!, { childList: true, subtree: true, attributeFilter: ["data-live"] });
  equip();
}
