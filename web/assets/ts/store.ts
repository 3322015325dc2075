// This browser's storage, which may be full, refused or spoilt: then it holds nothing, and everything goes on.

export function read<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as T | null;
  } catch {
    return null;
  }
}

/** write tells whether the value is kept. */
export function write(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** keys lists what is kept under a prefix. */
export function keys(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

/** remove asks first whether there is anything: where storage is refused there never is. */
export function remove(key: string): void {
  if (keys(key).includes(key)) localStorage.removeItem(key);
}
