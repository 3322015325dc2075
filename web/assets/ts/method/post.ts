// A form's way to the server from a page beside the board, and what comes back.
import { parse } from "../html";
import { connection } from "./following";

/** Sent is the live version at which the change stands, or why it does not; "" where the page has no words for it. */
export type Sent = { version: number } | { problem: string; offline: boolean };

const patience = 20_000;

/** post sends fields as the membership that the page was made for, whatever other tabs have chosen since. */
export async function post(url: string, fields: URLSearchParams, as: string): Promise<Sent> {
  fields.set("as", as);
  let answer: Response;
  let html: string;
  try {
    answer = await fetch(url, { method: "POST", body: fields, headers: { Live: "1" }, signal: AbortSignal.timeout(patience) });
    html = await answer.text();
  } catch {
    return { problem: "", offline: true };
  }
  if (answer.status === 401) connection("signed-out");
  if (answer.ok && !answer.redirected) return { version: Number(answer.headers.get("Live-Version")) };
  // Only our own server's fragments are shown; a proxy's page says nothing to a person.
  return { problem: parse(html).querySelector(".answer")?.textContent?.trim() ?? "", offline: false };
}
