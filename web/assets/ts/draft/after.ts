// Where the focus goes when a form was sent without leaving the page: to what it was about, or, where that went away, to
// what stands in its place.
import { byID, main, sectionOf } from "./page";

/** Rows are sections, goals and objectives; each has an address of its own on the page. */
const kinds = ["[data-section]", ".goal-head[id]", ".objective[id]"];

/** after returns what puts the focus right once the page is as it then is. Who was elsewhere is left there. */
export function after(form: HTMLFormElement): () => void {
  const pressed = document.activeElement;
  if (!form.contains(pressed)) return () => {};
  const row = form.closest<HTMLElement>(".objective[id], .goal-head[id]") ?? form.closest<HTMLElement>("[data-section]");
  const section = row?.closest<HTMLElement>("[data-section]");
  const kind = row && kinds.find((one) => row.matches(one));
  const around = row === section ? main : section;
  const all = kind && around ? [...around.querySelectorAll(kind)].map(({ id }) => id) : [];
  const at = all.indexOf(row?.id ?? "");
  const { then } = form.dataset;
  // What went away gives the focus to the next one, the last one to that before it.
  const ids = [...(then ? [then] : []), ...all.slice(Math.max(at, 0)), ...all.slice(0, Math.max(at, 0)).reverse()];
  const way = pressed instanceof HTMLButtonElement ? pressed.value : "";
  return () => {
    const id = then || row ? ids.find(byID) : undefined;
    if (id) return go(id, way);
    (byID(`add-objective-${sectionOf(section?.dataset["section"] ?? "")?.dataset["section"]}`) ?? byID("add-section")?.querySelector("summary"))?.focus();
  };
}

/** go puts the focus into a row: on the button that was pressed, for whoever goes on, or on the first there. */
export function go(id: string, way = ""): void {
  const row = byID(id);
  const summary = row?.matches("[data-section]") && byID(`tools-${row.dataset["section"]}`)?.querySelector<HTMLElement>("summary");
  const buttons = [...(row?.querySelectorAll<HTMLElement>(".row-actions :is(button, summary, a)") ?? [])];
  (summary || buttons.find((one) => way && (one as HTMLButtonElement).value === way) || buttons[0])?.focus();
}
