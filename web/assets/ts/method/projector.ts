// The projector's page by keyboard: 1 to 4 show a heading, 0 all four, the arrows the next one and the one before.
const wall = document.getElementById("projector");

wall?.ownerDocument.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || (event.target as Element).matches("input, textarea, select")) return;
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("#projector [data-key]")];
  const headings = buttons.filter((button) => button.dataset.key !== "0");
  const at = headings.findIndex((button) => button.ariaCurrent === "true");
  const onward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
  const to =
    event.key === onward
      ? headings[(at + 1) % headings.length]
      : event.key === back
        ? headings[(Math.max(at, 0) + headings.length - 1) % headings.length]
        : buttons.find((button) => button.dataset.key === event.key);
  if (!to) return;
  event.preventDefault();
  to.form?.requestSubmit();
});

// A page that was sent for anew has the focus where it was.
const held = "meridian-projector";
wall?.addEventListener("submit", (event) => sessionStorage.setItem(held, (event.submitter ?? document.activeElement)?.id ?? ""));
const id = sessionStorage.getItem(held);
if (wall && id) {
  sessionStorage.removeItem(held);
  document.getElementById(id)?.focus({ preventScroll: true });
}

export {};
