// The page of the joint items: what is ticked is counted and shown beside the form, and stays ticked when the page
// follows a change; the filter acts at once. Everything works without it.
const region = document.getElementById("merging");
const form = document.getElementById("merge-form") as HTMLFormElement | null;
const kept = "merge-place";

const byID = (id: string) => document.getElementById(id);
const word = (key: string, values: Record<string, string> = {}) =>
  (byID("merge-words") as HTMLTemplateElement | null)?.content
    .querySelector(`[data-word="${key}"]`)!
    .textContent!.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "") ?? "";
const counted = (n: number, one: string, many: string) => (n === 1 ? word(one) : word(many, { n: String(n) }));

const candidates = () => [...region!.querySelectorAll<HTMLElement>("[data-candidate]")];
const boxOf = (li: HTMLElement) => li.querySelector<HTMLInputElement>("input[name=items]");
const textOf = (li: HTMLElement) => li.querySelector(".candidate-text")!.textContent!;
const headingOf = (quadrant: string) => byID(`candidates-${quadrant}-heading`)?.firstChild?.textContent?.trim() ?? quadrant;

// In the order in which they were ticked: the first one's words are proposed.
const chosen = new Set<string>();
let proposed = "";

function show(): void {
  const bar = byID("make");
  if (!bar) return;
  const text = byID("merge-text") as HTMLTextAreaElement;
  const all = new Map(candidates().map((li) => [li.dataset.candidate!, li]));
  for (const id of chosen) if (!all.has(id)) chosen.delete(id);
  const list = [...chosen].map((id) => all.get(id)!);
  const offices = new Set(list.map((li) => li.dataset.from!)).size;
  bar.dataset.chosen = String(list.length);
  const count = list.length
    ? word("chosen", { items: counted(list.length, "item", "items"), offices: counted(offices, "office", "offices") })
    : word("none");
  if (byID("merge-count")!.textContent !== count) byID("merge-count")!.textContent = count;
  byID("merge-clear")!.hidden = !list.length;
  if (text.value.trim() === proposed.trim()) text.value = proposed = list[0] ? textOf(list[0]) : "";
  const beside = byID("merge-chosen")!;
  beside.hidden = !list.length;
  beside.replaceChildren(...list.map((li) => row(li, text)));
  reason(list);
}

function row(li: HTMLElement, text: HTMLTextAreaElement): HTMLElement {
  const item = document.createElement("li");
  const words = document.createElement("span");
  words.dir = "auto";
  words.textContent = textOf(li);
  const act = (key: string, does: () => void) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = word(key);
    button.setAttribute("aria-label", `${word(key)}: ${textOf(li)}`);
    button.addEventListener("click", does);
    return button;
  };
  item.append(
    words,
    act("wording", () => {
      text.value = proposed = textOf(li);
      text.focus();
    }),
    act("untick", () => {
      tick(li.dataset.candidate!, false);
      show();
      (byID("merge-chosen")!.querySelector<HTMLElement>("button") ?? boxOf(li))?.focus();
    }),
  );
  return item;
}

/** reason asks for one only where the offices differ, and says how. */
function reason(list: HTMLElement[]): void {
  const n = new Map<string, number>();
  for (const li of list) n.set(li.dataset.quadrant!, (n.get(li.dataset.quadrant!) ?? 0) + 1);
  const choice = (byID("merge-quadrant") as HTMLSelectElement).value;
  const differ = n.size > 1 || (!!choice && n.size === 1 && !n.has(choice));
  const box = byID("merge-reason")!;
  const hint = byID("merge-reason-text-hint")!;
  const field = byID("merge-reason-text") as HTMLInputElement;
  box.hidden = !differ && !field.value && !field.matches("[aria-invalid]");
  if (n.size > 1) {
    hint.textContent = word("differ", { headings: [...n].map(([quadrant, many]) => `${headingOf(quadrant)} ${many}`).join(", ") });
  }
}

function tick(id: string, on: boolean): void {
  const li = region!.querySelector<HTMLElement>(`[data-candidate="${CSS.escape(id)}"]`);
  const box = li && boxOf(li);
  if (!box) return;
  box.checked = on;
  if (on) chosen.add(id);
  else chosen.delete(id);
}

const plain = (s: string) => s.normalize("NFKC").toLowerCase();

function filter(fields: HTMLFormElement): void {
  const data = new FormData(fields);
  const get = (name: string) => String(data.get(name) ?? "");
  const words = plain(get("q").trim());
  const takes = (li: HTMLElement) =>
    (!words || plain(li.textContent!).includes(words)) &&
    (!get("office") || li.dataset.office === get("office")) &&
    (!get("heading") || li.dataset.quadrant === get("heading"));
  for (const li of candidates()) li.hidden = !takes(li) && !chosen.has(li.dataset.candidate!);
  for (const li of region!.querySelectorAll<HTMLElement>("[data-used]")) li.hidden = !!get("unused") || !takes(li);
  for (const column of region!.querySelectorAll<HTMLElement>(".candidate-column")) {
    column.querySelector("[data-count]")!.textContent = String(column.querySelectorAll("[data-candidate]:not([hidden])").length);
    const used = column.querySelector<HTMLElement>(".used");
    if (used) used.hidden = !used.querySelector("[data-used]:not([hidden])");
  }
  const query = new URLSearchParams([...data].map(([name, value]) => [name, String(value)]).filter(([, value]) => value) as string[][]);
  const page = location.pathname + (query.size ? `?${query}` : "");
  history.replaceState(null, "", page);
  for (const id of ["merge-form", "take"]) byID(id)?.setAttribute("action", page);
}

function begin(at: HTMLElement): void {
  for (const box of at.querySelectorAll<HTMLInputElement>("input[name=items]:checked")) chosen.add(box.value);
  proposed = chosen.size ? (byID("merge-text") as HTMLTextAreaElement).value : "";
  at.addEventListener("change", (event) => {
    const field = event.target as HTMLInputElement;
    if (field.name === "items") tick(field.value, field.checked);
    if (field.name === "items" || field.name === "quadrant") show();
  });
  at.addEventListener("click", (event) => {
    const target = event.target as Element;
    const select = target.closest<HTMLElement>("[data-select]");
    if (select) {
      event.preventDefault();
      for (const id of [...chosen]) tick(id, false);
      for (const id of select.dataset.select!.split(" ")) tick(id, true);
      show();
      byID("merge-text")!.focus();
    } else if (target.closest("#merge-clear")) {
      for (const id of [...chosen]) tick(id, false);
      show();
    }
  });
  at.addEventListener("input", (event) => {
    const fields = (event.target as Element).closest<HTMLFormElement>("[data-filter]");
    if (fields) filter(fields);
  });
  at.addEventListener("submit", (event) => {
    const fields = event.target as HTMLFormElement;
    if (fields.matches("[data-filter]")) {
      event.preventDefault();
      filter(fields);
    } else if (fields.id === "merge-form" || fields.id === "take") sessionStorage.setItem(kept, String(scrollY));
  });
  // A page that follows what others do has its parts from the server, which knows neither ticks nor what is looked for.
  document.addEventListener("meridian:followed", () => {
    const fields = region!.querySelector<HTMLFormElement>("[data-filter]");
    if (fields) filter(fields);
    show();
  });
  const place = sessionStorage.getItem(kept);
  sessionStorage.removeItem(kept);
  if (place && location.hash) scrollTo({ top: Number(place), behavior: "instant" });
  show();
}

if (region && form) begin(region);

export {};
