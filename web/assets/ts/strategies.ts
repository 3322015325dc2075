// Keeps the list of strategies as it is now: it is fetched again every half minute while it is seen, and when it is seen
// again. Nothing on it is typed, so it is morphed as a whole.
import { Idiomorph } from "idiomorph";
import { parse } from "./html";
import { localise } from "./times";

const rhythm = 30_000; // ms
const patience = 20_000;

let fetching = false;

async function look(): Promise<void> {
  const list = document.getElementById("strategies");
  if (!list || fetching || document.hidden || !navigator.onLine) return;
  fetching = true;
  try {
    const answer = await fetch(list.dataset["url"]!, { headers: { Live: "1", Accept: "text/html" }, cache: "no-store", signal: AbortSignal.timeout(patience) });
    const next = answer.ok && !answer.redirected ? parse(await answer.text()).getElementById("strategies") : null;
    if (next) {
      localise(next);
      Idiomorph.morph(list, next, { morphStyle: "outerHTML" });
    }
  } catch {
    // The next time tells.
  }
  fetching = false;
}

setInterval(() => void look(), rhythm);
document.addEventListener("visibilitychange", () => void look());
addEventListener("pageshow", (event) => event.persisted && void look());
