// Taking an item off the board and putting it back. Both can be undone at once, and later from "Withdrawn".
import { answer as say } from "./announce";
import { address, heading, item, neighbour } from "./page";
import { send } from "./send";
import { after, settled } from "./stream";
import { offer } from "./toast";
import { explain } from "./trouble";
import { word } from "./words";

/** withdraw takes the item away under the person's own hands: the focus goes to what stood next to it. */
export async function withdraw(li: HTMLElement, form: HTMLFormElement): Promise<void> {
  const id = li.dataset.id!;
  const next = neighbour(li);
  if (!(await change(id, "withdraw", form))) return;
  if (document.activeElement === document.body || item(id)?.contains(document.activeElement)) {
    next?.focus({ preventScroll: true });
  }
  say(word("withdrawn"));
  offer(word("withdrawn"), () => restore(id, null));
}

/** restore puts it back and returns where the focus belongs. */
export async function restore(id: string, form: HTMLFormElement | null): Promise<HTMLElement | null> {
  if (!(await change(id, "restore", form))) return null;
  const li = item(id);
  say(word("restored", { heading: heading(li?.dataset.quadrant ?? "") }));
  return li?.querySelector<HTMLElement>("form:not([hidden]) > button") ?? null;
}

async function change(id: string, how: "withdraw" | "restore", form: HTMLFormElement | null): Promise<boolean> {
  if (form) settled(form);
  const answer = await send(`${address}/items/${id}/${how}`, {});
  if (answer.kind === "done") {
    await after(answer.version);
    return true;
  }
  explain(form, answer, (byItself) => byItself || void change(id, how, form));
  return false;
}
