// Adds an objective or a goal without leaving the page: the field is ready for the next one. What was typed stays where it
// was not stored, with the reason beside it. Without this the form is sent as any other.
import { parse } from "../html";
import { uuid } from "../uuid";
import { main } from "./page";
import { connection, onAgain } from "./saved";

const patience = 20_000;
const sending = new WeakSet<HTMLFormElement>();
const waiting = new Map<HTMLFormElement, () => void>(); // for the connection, with what ends that

main.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.matches("[data-adds]")) return;
  event.preventDefault();
  void add(form);
});

// What is being changed is not sent before somebody says so.
main.addEventListener("input", (event) => {
  const form = (event.target as Element).closest<HTMLFormElement>("[data-adds]");
  if (form && waiting.has(form)) rest(form);
});

/** rest ends a form's waiting. */
function rest(form: HTMLFormElement): void {
  waiting.get(form)?.();
  waiting.delete(form);
  say(form, "");
}

async function add(form: HTMLFormElement): Promise<void> {
  if (sending.has(form)) return;
  sending.add(form);
  rest(form);
  const id = form.querySelector<HTMLInputElement>("input[name=id]")!;
  id.value ||= uuid(); // the same once more when it has to be sent again
  try {
    const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    const answer = await fetch(form.action, { method: "POST", body, headers: { Live: "1" }, signal: AbortSignal.timeout(patience) });
    if (answer.status === 401 || answer.redirected) return connection("signed-out");
    if (!answer.ok) {
      if (answer.status === 422) id.value = "";
      return say(form, parse(await answer.text()).textContent?.trim() ?? "");
    }
    const text = form.querySelector<HTMLInputElement | HTMLTextAreaElement>("[name=text]")!;
    id.value = text.value = ""; // the office and the goal are mostly those of the next one too
    text.focus();
  } catch {
    say(form, form.dataset["offline"] ?? "");
    waiting.set(form, onAgain(() => void add(form)));
  } finally {
    sending.delete(form);
  }
}

function say(form: HTMLFormElement, words: string): void {
  const place = form.querySelector<HTMLElement>("[data-adds-error]");
  if (!place) return;
  place.textContent = words;
  place.hidden = !words;
}
