// Moving an item: by the dialogue, by Alt with an arrow key, by dragging (drag.ts), and back again. Moving is
// last-writer-wins: what is sent is where the item shall be.
import { answer as say } from "./announce";
import { address, board, byID, element, heading, item, items, list, mayMove, quadrants, textOf } from "./page";
import { send } from "./send";
import { after } from "./stream";
import { offer } from "./toast";
import { clear, explain } from "./trouble";
import { word } from "./words";

let moves: Promise<unknown> = Promise.resolve();

/** move puts an item before another ("" is the end) once the moves on their way are done; false when it was refused. */
export function move(id: string, where: () => { quadrant: string; before: string } | null, form?: Element): Promise<boolean> {
  const moved = moves.then(async () => {
    const to = where();
    const li = item(id);
    if (!to || !li) return true;
    const from = { quadrant: li.dataset.quadrant!, followers: followers(li) };
    if (!(await post(id, to, form))) return false;
    const text = place(id);
    say(text);
    offer(text, async () => {
      // Those that followed may have gone: the first that is still there will do.
      const before = from.followers.find((other) => item(other)?.parentElement === list(from.quadrant)) ?? "";
      if (await post(id, { quadrant: from.quadrant, before })) say(word("undone"));
      return item(id)?.querySelector<HTMLElement>("button[name=move]");
    });
    return true;
  });
  moves = moved;
  return moved;
}

const followers = (li: HTMLElement) => {
  const all = items(li.parentElement);
  return all.slice(all.indexOf(li) + 1).map((other) => other.dataset.id!);
};

async function post(id: string, to: { quadrant: string; before: string }, form?: Element): Promise<boolean> {
  const answer = await send(`${address}/items/${id}/move`, to);
  if (answer.kind === "done") {
    await after(answer.version);
    return true;
  }
  // Only by hand: by the time the network is back the others may have put it somewhere else.
  explain(form ?? null, answer, (byItself) => byItself || void move(id, () => to, form));
  return false;
}

function place(id: string): string {
  const li = item(id);
  const all = items(li?.parentElement ?? null);
  const n = li ? all.indexOf(li) + 1 : 0;
  return word("moved", { heading: heading(li?.dataset.quadrant ?? ""), n, total: all.length });
}

/** byArrow moves the item around the focus; false when the key means something else here. */
export function byArrow(event: KeyboardEvent): boolean {
  const li = (event.target as Element).closest<HTMLElement>("li[data-id]");
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !li || !mayMove(li)) return false;
  const rightToLeft = getComputedStyle(board).direction === "rtl";
  const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: rightToLeft ? 1 : -1, ArrowRight: rightToLeft ? -1 : 1 }[event.key];
  if (!step) return false;
  const along = event.key === "ArrowUp" || event.key === "ArrowDown";
  const id = li.dataset.id!;
  // Where it goes is looked up when its turn comes: quick presses each go one step further.
  void move(id, () => {
    const quadrant = item(id)?.dataset.quadrant ?? "";
    if (!along) {
      const next = quadrants()[quadrants().indexOf(quadrant) + step];
      return next ? { quadrant: next, before: "" } : null;
    }
    const all = items(list(quadrant));
    const at = all.findIndex((other) => other.dataset.id === id) + step;
    if (at < 0 || at >= all.length) return null;
    return { quadrant, before: all[step < 0 ? at : at + 1]?.dataset.id ?? "" };
  });
  return true;
}

const dialog = () => byID("move-dialog") as HTMLDialogElement | null;

/** openMove shows the dialogue for an item. */
export function openMove(li: HTMLElement): void {
  const form = dialog()?.querySelector("form");
  if (!form) return;
  clear(form);
  form.dataset.id = li.dataset.id;
  form.querySelector(".move-item")?.replaceChildren(textOf(li));
  for (const radio of form.querySelectorAll<HTMLInputElement>("[name=quadrant]")) {
    radio.checked = radio.value === li.dataset.quadrant;
  }
  places(form);
  dialog()!.showModal();
}

/** places fills the select with the items of the chosen heading. */
function places(form: HTMLFormElement): void {
  const id = form.dataset.id!;
  const quadrant = String(new FormData(form).get("quadrant"));
  const select = form.querySelector<HTMLSelectElement>("[name=before]")!;
  const others = items(list(quadrant)).filter((li) => li.dataset.id !== id);
  select.replaceChildren(
    element("option", word("at-the-end"), { value: "" }),
    ...others.map((li) => element("option", textOf(li).slice(0, 80), { value: li.dataset.id!, dir: "auto" })),
  );
  const li = item(id);
  select.value = li?.dataset.quadrant === quadrant ? (followers(li)[0] ?? "") : "";
}

/** moving wires the dialogue, and the same form where the server has put it into an item. */
export function moving(): void {
  const box = dialog();
  box?.addEventListener("change", (event) => {
    if ((event.target as HTMLInputElement).name === "quadrant") places((event.target as HTMLInputElement).form!);
  });
  box?.addEventListener("click", (event) => {
    if (event.target === box || (event.target as Element).closest("[name=cancel]")) box.close();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.dataset.liveForm !== "move") return;
    event.preventDefault();
    clear(form);
    const id = form.dataset.id ?? form.closest<HTMLElement>("li[data-id]")?.dataset.id ?? "";
    const to = { quadrant: "", before: "", ...(Object.fromEntries(new FormData(form)) as Record<string, string>) };
    void move(id, () => to, form).then((done) => done && box?.close());
  });
}
