// A form's way to the server, and what comes back. Repeating is safe: what is created carries its id, an edit
// carries its version, and withdrawing, restoring and moving say what shall be, not what shall change.
import { answer as say, mine } from "./announce";
import { parse } from "./html";
import { board } from "./page";
import { word } from "./words";

export type Answer =
  | { kind: "done"; version: number }
  | { kind: "conflict" | "withdrawn"; message: string; version: string; text: string; evidence: string }
  | { kind: "invalid" | "problem"; message: string; field?: string | undefined }
  | { kind: "signed-out" }
  | { kind: "offline" };

const patience = 20_000;
const attempts = 4;
const longest = 10; // s that a person waits for a repetition

/** send posts fields as the membership that this page was made for, whatever other tabs have chosen since. */
export async function send(url: string, fields: Record<string, string>): Promise<Answer> {
  const body = new URLSearchParams({ ...fields, as: board.dataset.membership ?? "" });
  for (let attempt = 1; ; attempt++) {
    let response: Response;
    let html: string;
    try {
      const signal = AbortSignal.timeout(patience);
      response = await fetch(url, { method: "POST", body, headers: { Live: "1" }, signal });
      html = await response.text();
    } catch {
      return { kind: "offline" };
    }
    const asked = Number(response.headers.get("Retry-After")) || attempt;
    const overloaded = (response.status >= 502 && response.status <= 504) || (response.status === 429 && asked <= longest);
    if (!overloaded || attempt === attempts) return read(response, html);
    say(word("busy"));
    const wait = Math.min(Math.max(asked, 1), longest);
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
  }
}

function read(response: Response, html: string): Answer {
  if (response.status === 401 || (response.redirected && new URL(response.url).pathname === "/sign-in")) {
    return { kind: "signed-out" };
  }
  if (response.ok) {
    const version = Number(response.headers.get("Live-Version"));
    mine(version);
    return { kind: "done", version };
  }
  // Only our own server's fragments are shown; a proxy's page says nothing to a person.
  const fragment = parse(html).querySelector<HTMLElement>(".answer");
  const message = fragment?.textContent?.trim() || word("problem");
  const { kind, field, version = "", text = "", evidence = "" } = fragment?.dataset ?? {};
  if (kind === "conflict" || kind === "withdrawn") return { kind, message, version, text, evidence };
  return { kind: response.status === 422 ? "invalid" : "problem", message, field };
}
