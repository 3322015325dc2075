// Board or list: a link for everybody, and remembered for those with JavaScript.
import { board } from "./page";
import { prefer, preference } from "./preference";

const links = () => document.querySelectorAll<HTMLAnchorElement>("nav.switch a");
const viewOf = (link: HTMLAnchorElement) => new URL(link.href).searchParams.get("view") ?? "board";

/** viewing wires the links and shows the board as the person left it, unless the address says how. */
export function viewing(): void {
  const asked = new URLSearchParams(location.search).get("view");
  const wanted = asked ?? preference().view;
  if (wanted) show(wanted);
  for (const link of links()) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab or window
      event.preventDefault();
      show(viewOf(link));
      prefer({ view: viewOf(link) });
      history.replaceState(null, "", link.href);
    });
  }
}

function show(view: string): void {
  board.dataset.view = view;
  for (const link of links()) {
    if (viewOf(link) === view) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}
