// What stands around the board and changes with it: each part has an id, and the newest takes the place of the old one.
import { Idiomorph } from "idiomorph";
import { board, byID } from "./page";

const tell = (event: string) => document.dispatchEvent(new CustomEvent(event));

/** parts takes those of a change, or of the whole page: then the others are gone. */
export function parts(from: ParentNode, whole = false): void {
  const news = [...from.querySelectorAll<HTMLElement>("[data-part]")].filter((part) => !part.parentElement?.closest("[data-part]"));
  if (!news.length && !whole) return;
  const there = new Set([...from.querySelectorAll("[data-part]")].map((part) => part.id));
  const changed = byChange(from);
  for (const next of news) {
    const old = byID(next.id);
    if (old) Idiomorph.morph(old, next, { morphStyle: "outerHTML", ignoreActiveValue: true, callbacks: folds });
    else (board.previousElementSibling ?? board).before(next);
  }
  if (whole) for (const old of document.querySelectorAll("[data-part]")) if (!there.has(old.id)) old.remove();
  need();
  tell("meridian:parts");
  if (whole || changed) tell("meridian:me");
}

const folds = { beforeAttributeUpdated: (name: string) => name !== "open" };

/** byChange tells whether what a change brings is also about this person's votes. */
const byChange = (from: ParentNode) =>
  from.querySelector<HTMLElement>("#pulse")?.dataset.changed?.split(" ").includes(board.dataset.voter!);

/** need loads what the board does without until a part asks for it; the module is loaded once. */
function need(): void {
  const { method, style } = board.dataset;
  if (!method || !style || !document.querySelector("[data-needs-method]")) return;
  if (!document.querySelector(`link[href="${style}"]`)) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = style;
    document.head.append(link);
  }
  void import(method);
}
