// The line that says whether everything is saved. It says so only when the server has answered for every section.
import { button, byID, element } from "./page";
import { word } from "./words";

/** Standing is how a section's text stands with the server. */
export type Standing = "saved" | "saving" | "unsaved" | "unkept" | "busy" | "stopped";
export type Connection = "" | "lost" | "signed-out" | "ended";

const standings = new Map<object, Standing>();
const again = new Set<() => void>();
let link: Connection = "";
let shown = "";

/** stand notes how one owner stands; null when it is gone. */
export function stand(owner: object, standing: Standing | null): void {
  if (standing) standings.set(owner, standing);
  else standings.delete(owner);
  show();
}

/** connection notes how the page's stream stands. */
export function connection(now: Connection): void {
  link = now;
  show();
}

export const signedOut = () => link === "signed-out";

/** onAgain calls act when there is a reason to try once more, until what it returns is called. */
export function onAgain(act: () => void): () => void {
  again.add(act);
  return () => void again.delete(act);
}

/** retry lets everybody try at once who waits. */
export function retry(): void {
  if (link === "signed-out") connection("");
  for (const act of [...again]) act();
}

/** standing is the worst of all. */
export function standing(): Standing | null {
  const all = new Set(standings.values());
  return (["unkept", "unsaved", "busy", "stopped", "saving", "saved"] as const).find((one) => all.has(one)) ?? null;
}

/** sentence says how the page stands. */
export function sentence(): string {
  const worst = standing();
  if (link === "signed-out" || link === "ended") return word(`connection-${link}`);
  if (link === "lost" && (!worst || worst === "saved")) return word("connection-lost");
  return worst ? word(`text-${worst}`) : "";
}

addEventListener("online", retry);

/** repeat shows the line once more, to the eye alone, where it stays in sight while one writes. */
export function repeat(): void {
  const copy = document.querySelector<HTMLElement>(".text-standing");
  if (!copy) return;
  copy.textContent = sentence();
  copy.dataset["standing"] = link || standing() || "";
}

function show(): void {
  const place = byID("saved");
  const text = sentence();
  if (!place || text + link === shown) return;
  shown = text + link;
  const worst = standing();
  // What comes and goes with every pause in typing is there to be read and is not called out.
  place.setAttribute("aria-live", !link && (!worst || worst === "saved" || worst === "saving") ? "off" : "polite");
  place.dataset["standing"] = link || worst || "";
  place.textContent = text;
  repeat();
  if (link !== "signed-out") return;
  const next = encodeURIComponent(location.pathname);
  // It opens beside the page, so that the page keeps what was typed.
  place.append(" ", element("a", word("sign-in"), { href: `/sign-in?next=${next}`, target: "_blank", rel: "noopener" }), " ", button(word("try-again"), retry));
}
