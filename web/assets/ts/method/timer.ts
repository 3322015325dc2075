// Counts the timer down. It is told to a screen reader at the start, at five minutes, at one and at the end, never more.
import { say } from "./say";

const marks = [
  [300, "say-5"],
  [60, "say-1"],
  [0, "say-end"],
] as const;
const late = 20; // seconds after which a mark that was slept through is passed over
const skew = 5_000; // of a clock that is called right

let until = "";
let before = Infinity; // seconds that were left at the last look
let ahead = 0; // this computer's clock before the server's, in milliseconds
const loaded = Date.now();

function look(): void {
  const timer = document.querySelector<HTMLElement>(".timer[data-until]");
  if (!timer) return void (until = "");
  const minutes = Number(timer.dataset.minutes);
  const fresh = timer.dataset.until !== until;
  if (fresh) {
    until = timer.dataset.until!;
    ahead = Date.now() - Date.parse(timer.dataset.now!);
    if (Math.abs(ahead) < skew) ahead = 0;
  }
  const left = Math.max(0, Math.ceil((Date.parse(until) - (Date.now() - ahead)) / 1_000));
  // A page that comes to a timer in its middle says nothing of its start.
  if (fresh && (Date.now() - loaded > 2_000 || minutes * 60 - left < 5) && left > 0) tell(timer, "say-start");
  if (!fresh) {
    for (const [mark, key] of marks) if (before > mark && left <= mark && mark - left < late) tell(timer, key);
  }
  before = left;
  const text = left ? clock(left) : attribute(timer, "say-end");
  const place = timer.querySelector(".timer-left")!;
  if (place.textContent !== text) place.textContent = text;
  timer.toggleAttribute("data-over", !left);
  timer.toggleAttribute("data-last", left > 0 && left <= 60);
}

const attribute = (timer: Element, key: string) => timer.getAttribute(`data-${key}`) ?? "";
const tell = (timer: Element, key: string) => say(attribute(timer, key));

function clock(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

document.addEventListener("meridian:parts", look);
setInterval(look, 1_000);
look();
