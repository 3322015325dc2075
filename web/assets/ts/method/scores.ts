// Scores are kept one by one, as soon as they are chosen. Without this the form sends them all.
import { parse } from "../html";

const patience = 20_000;
const busy = new WeakMap<HTMLSelectElement, AbortController>();

async function keep(form: HTMLFormElement, select: HTMLSelectElement): Promise<void> {
  busy.get(select)?.abort(); // the last choice counts
  const stop = new AbortController();
  busy.set(select, stop);
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams({ cell: select.value }),
      headers: { Live: "1" },
      signal: AbortSignal.any([stop.signal, AbortSignal.timeout(patience)]),
    });
    if (response.ok) return said(form, select, form.dataset.saved ?? "", true);
    const answer = parse(await response.text()).querySelector(".answer")?.textContent?.trim();
    said(form, select, answer || (form.dataset.failed ?? ""), false);
  } catch {
    if (!stop.signal.aborted) said(form, select, form.dataset.failed ?? "", false);
  }
}

function said(form: HTMLFormElement, select: HTMLSelectElement, text: string, kept: boolean): void {
  const output = document.getElementById(`${select.id}-said`);
  if (output) {
    output.textContent = text;
    output.toggleAttribute("data-failed", !kept);
  }
  if (!kept) return;
  // What is kept is the field's own state now: the page that comes anew has it, too.
  for (const option of select.options) option.defaultSelected = option.selected;
  const all = [...form.querySelectorAll<HTMLSelectElement>("select[name=cell]")];
  const given = form.querySelector<HTMLElement>(".given");
  if (given) {
    const n = all.filter((s) => !s.value.endsWith(":")).length;
    given.textContent = (given.dataset.of ?? "").replace("{n}", String(n)).replace("{all}", String(all.length));
  }
}

document.addEventListener("change", (event) => {
  const select = event.target;
  if (!(select instanceof HTMLSelectElement) || select.name !== "cell") return;
  const form = select.closest<HTMLFormElement>("form[data-scores]");
  if (form) void keep(form, select);
});
