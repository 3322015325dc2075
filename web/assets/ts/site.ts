// What every page does: forget drafts at sign-out, show times as the reader writes them, say when the browser is
// offline, close open menus, print. Every page also works without it.
import { forget } from "./forget";
import { localise } from "./times";

localise(document);

const offline = document.getElementById("offline");
const tellOffline = () => {
  if (offline) offline.hidden = navigator.onLine;
};
addEventListener("online", tellOffline);
addEventListener("offline", tellOffline);
tellOffline();

document.addEventListener("submit", (event) => {
  const person = document.body.dataset.person;
  if (person && (event.target as Element).matches("[data-sign-out], [action$='/sign-out']")) forget(person);
});

const menus = () => document.querySelectorAll<HTMLDetailsElement>("details.menu[open]");
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target as Node)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary")?.focus();
  }
});

for (const way of document.querySelectorAll<HTMLElement>("[data-print]")) way.hidden = false;
document.addEventListener("click", (event) => {
  if ((event.target as Element).closest("[data-print]")) print();
});
