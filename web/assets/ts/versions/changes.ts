// From change to change: by two buttons, and by the keys n and p.

const bar = document.querySelector<HTMLElement>("[data-changes]");
const changes = [...document.querySelectorAll<HTMLElement>("[data-change]")];
const place = bar?.querySelector<HTMLElement>("[data-change-place]");
let at = -1;

function go(step: number): void {
  if (!changes.length) return;
  at = (at + step + changes.length + (at < 0 && step < 0 ? 1 : 0)) % changes.length;
  const change = changes[at];
  if (!change) return;
  for (let fold = change.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  change.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  change.focus({ preventScroll: true });
  if (place) place.textContent = `${at + 1} / ${changes.length}`;
}

if (bar) {
  for (const button of bar.querySelectorAll<HTMLButtonElement>("[data-change-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => go(Number(button.dataset.changeStep)));
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    if (event.key === "n") go(1);
    else if (event.key === "p") go(-1);
  });
}
