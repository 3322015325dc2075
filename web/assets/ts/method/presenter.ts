// Whoever wishes follows the presenter: the heading that is shown scrolls into view. The focus stays where it is.
import { say } from "./say";

const board = document.getElementById("board");
const key = `meridian-presenter-${board?.dataset.analysis}`;
let shown = document.getElementById("pulse")?.dataset.show;

const following = () => sessionStorage.getItem(key) === "1";

/** offer shows the box, which the server cannot know the state of. */
function offer(): void {
  const box = document.querySelector<HTMLInputElement>("#pulse [data-presenter]");
  if (!box) return;
  box.checked = following();
  box.closest("label")!.hidden = false;
}

function show(): void {
  const pulse = document.getElementById("pulse");
  const section = pulse?.dataset.show && document.getElementById(`quadrant-${pulse.dataset.show}`);
  if (!section) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  section.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  say(pulse.dataset.shown ?? "");
}

if (board) {
  document.addEventListener("meridian:parts", () => {
    offer();
    const now = document.getElementById("pulse")?.dataset.show;
    if (now !== shown && following()) show();
    shown = now;
  });
  document.addEventListener("change", (event) => {
    const box = event.target as HTMLInputElement;
    if (!box.matches("[data-presenter]")) return;
    sessionStorage.setItem(key, box.checked ? "1" : "");
    if (box.checked) show();
  });
  offer();
}
