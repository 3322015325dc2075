// The button that copies a link which is shown once; without a script the field can be selected by hand.
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy-from]")) {
  const field = document.getElementById(button.dataset.copyFrom ?? "");
  if (!(field instanceof HTMLInputElement) || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done ?? button.textContent;
  });
}
export {};
