// The list of people narrows while somebody types; the button asks the server for the same. A form that gives a
// role asks for an office only where the role needs one.

const filter = document.querySelector<HTMLFormElement>("form[data-roster-filter]");
const typed = filter?.querySelector<HTMLInputElement>("input[type=search]");
const count = document.querySelector<HTMLElement>("[data-roster-count]");

if (filter && typed && count) {
  const rows = [...document.querySelectorAll<HTMLElement>(".roster tr[data-person]")];
  const loaded = typed.value;
  const all = count.textContent ?? "";
  const narrow = () => {
    const words = typed.value.toLowerCase().split(/\s+/).filter(Boolean);
    let fit = 0;
    for (const row of rows) {
      const person = (row.dataset.person ?? "").toLowerCase();
      row.hidden = !words.every((word) => person.includes(word));
      if (!row.hidden) fit++;
    }
    const { one = "", many = "" } = count.dataset;
    count.textContent = typed.value === loaded ? all : fit === 1 ? one : many.replace("#", String(fit));
  };
  typed.addEventListener("input", narrow);
  for (const choice of filter.querySelectorAll("select")) choice.addEventListener("change", () => filter.requestSubmit());
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-role-form]")) {
  const role = form.querySelector<HTMLSelectElement>("select[name=role]");
  const office = form.querySelector<HTMLSelectElement>("select[name=office]");
  if (!role || !office) continue;
  const ask = () => {
    office.required = role.value === "member_office";
  };
  role.addEventListener("change", ask);
  ask();
}
export {};
