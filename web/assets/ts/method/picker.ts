// A long list of items to tick gets a search, and follows the kind of the option: its two headings come first.

const headings: Record<string, string[]> = {
  so: ["strength", "opportunity"],
  st: ["strength", "threat"],
  wo: ["weakness", "opportunity"],
  wt: ["weakness", "threat"],
};
// A short list is read faster than it is searched.
const long = 12;

/** fold makes letters alike that people type either way. */
const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function search(picker: HTMLElement): void {
  const box = picker.querySelector<HTMLElement>(".picker-search");
  const input = box?.querySelector("input");
  const entries = [...picker.querySelectorAll("li")];
  if (!box || !input || entries.length < long) return;
  box.hidden = false;
  const show = () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const entry of entries) {
      const text = fold(entry.textContent ?? "");
      const chosen = entry.querySelector("input")?.checked ?? false;
      entry.hidden = !chosen && !words.every((word) => text.includes(word)); // what is chosen stays in sight
      if (!entry.hidden) shown++;
    }
    for (const group of picker.querySelectorAll<HTMLElement>(".picker-group")) group.hidden = !group.querySelector("li:not([hidden])");
    const chosen = picker.querySelectorAll("input:checked").length;
    box.querySelector("[role=status]")!.textContent = (input.dataset.found ?? "").replace("{n}", String(shown)).replace("{chosen}", String(chosen));
  };
  input.addEventListener("input", show);
  picker.addEventListener("change", show);
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault()); // it would send the form
}

function order(form: HTMLFormElement): void {
  const kind = form.querySelector<HTMLSelectElement>("select[name=kind]");
  const groups = [...form.querySelectorAll<HTMLElement>(".picker-group")];
  kind?.addEventListener("change", () => {
    const first = headings[kind.value] ?? [];
    const place = (group: HTMLElement) => (first.includes(group.dataset.group ?? "") ? 0 : 1);
    const parent = groups[0]?.parentElement;
    const all = ["strength", "weakness", "opportunity", "threat"].flatMap((key) => groups.filter((g) => g.dataset.group === key));
    parent?.append(...all.sort((a, b) => place(a) - place(b)));
  });
}

for (const picker of document.querySelectorAll<HTMLElement>("[data-picker]")) search(picker);
for (const form of document.querySelectorAll<HTMLFormElement>(".option-form")) order(form);

export {};
