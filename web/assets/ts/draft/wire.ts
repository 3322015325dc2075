// What goes over the wire between a section's editor and the server.

/** Rows are steps in order; version is the section's version after the last of them. */
export interface Rows {
  version: number;
  steps: unknown[];
  clients: string[];
}

export type Reply =
  | { kind: "accepted"; version: number }
  | { kind: "behind"; rows: Rows }
  | { kind: "refused" | "closed" | "expired" | "large"; message: string }
  | { kind: "signed-out" }
  | { kind: "later"; wait: number; busy: boolean };

/** Loaded is a document or rows, or why there is none. */
export type Loaded<T> = { kind: "loaded"; value: T } | Exclude<Reply, { kind: "accepted" | "behind" | "large" }>;

const patience = 20_000;

/** load gets the section's whole document. */
export const load = (url: string) => get<{ version: number; doc: unknown }>(`${url}/doc`);

/** since gets the steps after a version; "expired" when the server no longer has them. */
export const since = (url: string, version: number) => get<Rows>(`${url}/steps?since=${version}`);

async function get<T>(url: string): Promise<Loaded<T>> {
  try {
    const answer = await fetch(url, { headers: { Live: "1", Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout(patience) });
    if (answer.ok && !answer.redirected) return { kind: "loaded", value: (await answer.json()) as T };
    const reply = await trouble(answer);
    return reply.kind === "large" ? { ...reply, kind: "refused" } : reply;
  } catch {
    return { kind: "later", wait: 0, busy: false };
  }
}

/** post sends a body that bodyOf made. */
export async function post(url: string, body: string): Promise<Reply> {
  try {
    const headers = { "Content-Type": "application/json", Accept: "application/json", Live: "1" };
    const answer = await fetch(`${url}/steps`, { method: "POST", headers, body, signal: AbortSignal.timeout(patience) });
    if (answer.status === 409) return { kind: "behind", rows: (await answer.json()) as Rows };
    if (answer.ok && !answer.redirected) return { kind: "accepted", version: ((await answer.json()) as { version: number }).version };
    return await trouble(answer);
  } catch {
    return { kind: "later", wait: 0, busy: false };
  }
}

async function trouble(answer: Response): Promise<Exclude<Reply, { kind: "accepted" | "behind" }>> {
  const { status } = answer;
  if (status === 401 || answer.redirected) return { kind: "signed-out" };
  if (status === 413) return { kind: "large", message: "" };
  if (status === 410) return { kind: "expired", message: "" };
  if (status === 429 || status >= 500) return { kind: "later", wait: Number(answer.headers.get("Retry-After")) * 1_000 || 0, busy: true };
  const said = (await answer.json().catch(() => ({}))) as { title?: string; detail?: string };
  const message = said.detail || said.title || "";
  return { kind: status === 403 || status === 404 || status === 423 ? "closed" : "refused", message };
}

const mostSteps = 200;
const mostBytes = 200_000;

/** bodyOf packs as many of the steps as one request may hold, at least one, and tells how many; most is a lower limit. */
export function bodyOf(version: number, client: string, steps: unknown[], most = mostSteps): { body: string; count: number } {
  const texts: string[] = [];
  let bytes = 0;
  for (const step of steps.slice(0, Math.min(most, mostSteps))) {
    const text = JSON.stringify(step);
    bytes += new TextEncoder().encode(text).length + 1;
    if (texts.length && bytes > mostBytes) break;
    texts.push(text);
  }
  return { body: `{"version":${version},"client":${JSON.stringify(client)},"steps":[${texts.join(",")}]}`, count: texts.length };
}
