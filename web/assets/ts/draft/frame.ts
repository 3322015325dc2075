// The forms about sections as a whole are sent without leaving the page; what they change comes back by the stream.
// Without script, and when the session has ended, they are sent as forms are.
import { parse } from "../html";
import { uuid } from "../uuid";
import { after, go } from "./after";
import * as note from "./done";
import { fetchPage } from "./morph";
import { element, main } from "./page";
import { word } from "./words";

const patience = 20_000;

/** framing begins. */
export function framing(): void {
  main.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("form[data-quick]") || event.defaultPrevented) return;
    event.preventDefault();
    void send(form, event.submitter as HTMLButtonElement | null);
  });
}

/** post sends fields; what it answers is what to tell the person, "" when it was done. */
export async function post(url: string, fields: URLSearchParams): Promise<{ status: number; text: string }> {
  try {
    const answer = await fetch(url, { method: "POST", body: fields, headers: { Live: "1" }, signal: AbortSignal.timeout(patience) });
    if (answer.ok && !answer.redirected) return { status: 204, text: "" };
    const said = parse(await answer.text()).querySelector(".answer")?.textContent?.trim();
    return { status: answer.redirected ? 401 : answer.status, text: said || word("frame-failed") };
  } catch {
    return { status: 0, text: word("frame-failed") };
  }
}

async function send(form: HTMLFormElement, by: HTMLButtonElement | null): Promise<void> {
  if (form.dataset["busy"] !== undefined) return;
  form.dataset["busy"] = "";
  const fields = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  if (by?.name) fields.set(by.name, by.value);
  const { status, text } = await post(form.action, fields);
  delete form.dataset["busy"];
  tell(form, text);
  if (status === 401) return form.submit(); // the form is kept while the person signs in
  if (status === 204) return done(form, fields.get("title") ?? "");
  if (status !== 409 && status !== 422) return;
  // What others did meanwhile is seen, and the next try is on top of it.
  await fetchPage();
  const version = form.querySelector<HTMLInputElement>("input[name=version]");
  const now = version && (await current(form));
  if (version && now) version.value = now;
}

/** current is the version in the same form of the page as it is now; a form in which something was typed is not morphed. */
async function current(form: HTMLFormElement): Promise<string> {
  try {
    const answer = await fetch(location.pathname, { headers: { Live: "1", Accept: "text/html" }, cache: "no-store", signal: AbortSignal.timeout(patience) });
    const page = parse(await answer.text());
    return page.querySelector<HTMLInputElement>(`form[action="${CSS.escape(form.getAttribute("action")!)}"] input[name=version]`)?.value ?? "";
  } catch {
    return "";
  }
}

/** done clears the form, says what was done and offers the way back where there is one. */
async function done(form: HTMLFormElement, title: string): Promise<void> {
  const focus = after(form);
  const { done: words = "", undo, then, row = then } = form.dataset;
  form.reset();
  const id = form.querySelector<HTMLInputElement>("input[name=id]");
  if (id) id.value = uuid();
  const around = form.closest("details");
  const held = form.contains(document.activeElement);
  if (around) around.open = false;
  if (held) around?.querySelector("summary")?.focus();
  const status = await fetchPage();
  note.tell(words.replace("{title}", title), undo ? () => back(undo, row!) : undefined);
  if (status === 200) focus();
}

/** back undoes what a form did to a row, and goes there. */
async function back(url: string, row: string): Promise<void> {
  const { text } = await post(url, new URLSearchParams());
  if (text) return note.tell(text);
  await fetchPage();
  go(row);
}

function tell(form: HTMLFormElement, text: string): void {
  const have = form.querySelector<HTMLElement>(":scope > .field-error[data-own]");
  if (!text) return have?.remove();
  const line = have ?? element("p", "", { class: "field-error", role: "alert", "data-own": "" });
  line.textContent = text;
  if (!have) form.append(line);
}
