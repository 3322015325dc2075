// The line that says whether the board is live. It is empty while all is well.
import { button, byID } from "./page";
import { signIn } from "./signin";
import { word } from "./words";

export type Connection = "" | "lost" | "offline" | "ended" | "signed-out";

let shown: Connection = "";

/** connection shows a state; again is how the person tries once more after signing in. */
export function connection(state: Connection, again?: () => void): void {
  if (state === shown) return;
  shown = state;
  const ways = state === "signed-out" ? [" ", signIn(), " ", button(word("try-again"), () => again?.())] : [];
  byID("connection")?.replaceChildren(state && word(`connection-${state}`), ...ways);
}
