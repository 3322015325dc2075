// A browser opens six connections to a host at most, and a stream holds one of them for good: with six boards open
// the seventh page would never load. So all pages of a browser share four streams, held as Web Locks.

export type Release = () => void;

const slots = [1, 2, 3, 4].map((n) => `meridian-stream-${n}`);

/** free takes a slot that nobody holds, or none: then the page has to poll. */
export async function free(): Promise<Release | null> {
  for (const slot of slots) {
    const release = await take(slot, { ifAvailable: true });
    if (release) return release;
  }
  return null;
}

/**
 * queue waits for the next slot, whichever it is, until the signal aborts. Where there are no locks (plain http)
 * there never is one.
 */
export async function queue(signal: AbortSignal): Promise<Release | null> {
  const enough = new AbortController();
  let first: Release | null = null;
  const options = { signal: AbortSignal.any([signal, enough.signal]) };
  const offers = slots.map(async (slot) => {
    const release = await take(slot, options);
    if (first) return release?.(); // two came at once
    first = release;
    if (first) enough.abort();
  });
  await Promise.all(offers);
  return first;
}

function take(slot: string, options: LockOptions): Promise<Release | null> {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return Promise.resolve(null);
  return new Promise((resolve) => {
    const held = locks.request(slot, options, (lock) => lock && new Promise<void>((release) => resolve(release)));
    held.then(() => resolve(null), () => resolve(null)); // not available, or aborted
  });
}
