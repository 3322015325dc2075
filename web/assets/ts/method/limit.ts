// What stands under a heading about how many items an office is asked for follows what the office writes.
const board = document.getElementById("board");

function follow(line: HTMLElement): void {
  const list = line.parentElement?.querySelector("ol.items");
  const office = board?.dataset.office;
  if (!list || !office) return;
  const count = () => {
    const { most = "", words = "", over = "" } = line.dataset;
    const ours = [...list.children].filter((li) => (li as HTMLElement).dataset.office === office).length;
    const many = ours > Number(most);
    const said = many ? over.replace("{n}", String(ours)) : words;
    if (line.textContent !== said) line.textContent = said;
    line.toggleAttribute("data-over-now", many);
  };
  new MutationObserver(count).observe(list, { childList: true });
  count();
}

for (const line of document.querySelectorAll<HTMLElement>(".limit[data-most]")) follow(line);

export {};
