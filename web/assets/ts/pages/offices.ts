// Whoever moves an office by keyboard goes on where they were: the page that follows names the row.
const pressed = sessionStorage.getItem("office-moved");
sessionStorage.removeItem("office-moved");
if (pressed && location.hash.startsWith("#office-")) {
  const again = () => {
    const buttons = [...(document.getElementById(location.hash.slice(1))?.querySelectorAll<HTMLButtonElement>(".order button:not(:disabled)") ?? [])];
    (buttons.find((button) => button.value === pressed) ?? buttons[0])?.focus({ preventScroll: true });
  };
  // Going to the row takes the focus away, and browsers do that once the page has loaded.
  addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(again)), { once: true });
}
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button instanceof HTMLButtonElement && button.name === "direction" && button.closest(".order")) sessionStorage.setItem("office-moved", button.value);
});
export {};
