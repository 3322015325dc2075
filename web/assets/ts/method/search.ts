// A long choice gets a field above it that leaves what contains the words typed.
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-search]")) {
  const select = form.querySelector("select");
  const label = select && form.querySelector(`label[for="${select.id}"]`);
  if (!select || !label || select.options.length < 9) continue;
  const all = [...select.options];
  const field = document.createElement("input");
  field.type = "search";
  field.placeholder = form.dataset.search ?? "";
  field.setAttribute("aria-label", field.placeholder);
  field.autocomplete = "off";
  label.after(field);
  field.addEventListener("input", () => {
    const words = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const chosen = select.value;
    const left = all.filter((o) => !o.value || words.every((w) => o.text.toLocaleLowerCase().includes(w)));
    select.replaceChildren(...left);
    select.value = left.some((o) => o.value === chosen) ? chosen : (left.find((o) => o.value)?.value ?? "");
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // the day below is still to be read
  });
}

export {};
