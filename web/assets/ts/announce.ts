// What a screen reader hears. The answer to one's own action comes at once; what others do is gathered by heading
// and said at most every ten seconds, and not at all while muted. Nothing here takes the focus.
import { byID, heading } from "./page";
import { prefer, preference } from "./preference";
import { listed, word } from "./words";

export type Change = "new" | "changed" | "moved" | "withdrawn";

const pause = 10_000;
// An own change can arrive by the stream before the answer tells that it was ours.
const grace = 1_500;

const own = new Set<number>();
let gathered: { quadrant: string; change: Change; version: number }[] = [];
let timer = 0;
let last = -Infinity;

/** answer says something about the person's own action. */
export function answer(text: string): void {
  const place = byID("answer");
  if (!place) return;
  place.textContent = "";
  setTimeout(() => (place.textContent = text), 50); // emptied first, so that the same words are said again
}

/** mine marks a live version as made by this page. */
export const mine = (version: number) => void own.add(version);

/** gather notes what somebody did; own changes are left out when it is said. */
export function gather(quadrant: string, change: Change, version: number): void {
  gathered.push({ quadrant, change, version });
  timer ||= window.setTimeout(say, Math.max(grace, last + pause - performance.now()));
}

function say(): void {
  timer = 0;
  const others = gathered.filter((g) => !own.has(g.version));
  gathered = [];
  const place = byID("announcer");
  if (!place || !others.length || preference().muted) return;
  last = performance.now();
  place.textContent = [...new Set(others.map((o) => o.quadrant))]
    .map((quadrant) => {
      const changes = (["new", "changed", "moved", "withdrawn"] as const).flatMap((change) => {
        const n = others.filter((o) => o.quadrant === quadrant && o.change === change).length;
        return n ? [word(`change-${change}`, { n })] : [];
      });
      return word("change", { heading: heading(quadrant), changes: listed(changes, "unit") });
    })
    .join(". ");
}

/** muting wires the button that silences the others. */
export function muting(): void {
  const mute = byID("mute");
  const show = () => mute?.setAttribute("aria-pressed", String(!!preference().muted));
  mute?.addEventListener("click", () => {
    prefer({ muted: !preference().muted });
    show();
  });
  show();
}
