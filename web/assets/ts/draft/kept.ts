// What was written and the server does not have yet, kept on this device (IndexedDB): for each editor the version and
// the document it builds on, and the steps. It is found again by the person who wrote it, and by no other.

export interface Kept {
  person: string;
  section: string;
  /** client is the editor that wrote the steps; the server knows them by it, so that none is taken twice. */
  client: string;
  strategy: string;
  url: string;
  title: string;
  version: number;
  doc: unknown;
  steps: unknown[];
  at: number;
}

const patience = 2_000; // ms
const name = "meridian-texts";
const key = ({ person, section, client }: Pick<Kept, "person" | "section" | "client">) => [person, section, client];

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("texts");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  opened.catch(() => (opened = null)); // perhaps it can be had the next time
  return opened;
}

async function act<T>(mode: IDBTransactionMode, does: (texts: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await open()).transaction("texts", mode);
  const request = does(transaction.objectStore("texts"));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** keep tells whether the text is kept now; a device that does not answer keeps nothing. */
export const keep = (text: Kept) =>
  Promise.race([act("readwrite", (texts) => texts.put(text, key(text))).then(() => true, () => false), new Promise<false>((resolve) => setTimeout(resolve, patience, false))]);

/** drop forgets a text that the server has, or that the person discards. */
export const drop = (text: Pick<Kept, "person" | "section" | "client">) => act("readwrite", (texts) => texts.delete(key(text))).then(() => true, () => false);

/** keptBy lists what is kept of a person. */
export const keptBy = (person: string) => act<Kept[]>("readonly", (texts) => texts.getAll(IDBKeyRange.bound([person], [person, []]))).catch((): Kept[] => []);

const lock = (client: string) => `meridian-text-${client}`;
const abandoned = 120_000; // ms without a sign of life where there are no locks

/** hold says to the other pages that this client is alive, until the page goes or it is released. */
export function hold(client: string): () => void {
  let release = () => {};
  const done = new Promise<void>((resolve) => (release = resolve));
  void (navigator.locks as LockManager | undefined)?.request(lock(client), () => done);
  return release;
}

/** inherit carries on what a client left that no page holds any more; nobody else does so at the same time. */
export async function inherit(text: Kept, carry: () => Promise<void>): Promise<void> {
  const locks = navigator.locks as LockManager | undefined;
  if (locks) return void (await locks.request(lock(text.client), { ifAvailable: true }, async (got) => void (got && (await carry()))));
  if (Date.now() - text.at > abandoned) await carry();
}
