// The words of the board. They are the server's, in the reader's language; this module only looks them up in
// <template id="words"><span data-word="KEY">…</span></template>. A key that the page lacks shows as itself.

export type Word =
  // connection
  | "connection-lost" // Connection lost. Trying again…
  | "connection-offline" // You are offline. What you write is kept here.
  | "connection-ended" // You can no longer see this board. What you wrote is still here.
  | "connection-signed-out" // Your session has ended. What you wrote is still here.
  // answers to one's own action
  | "sign-in" // Sign in (opens a new tab)
  | "try-again" // Try again
  | "signed-out" // Your session has ended. Your text is kept. Sign in, then try again.
  | "not-sent" // Not sent: no connection. Your text is kept and is sent when you are back online.
  | "busy" // The server is busy. Trying again…
  | "problem" // That did not work. Your text is kept.
  | "text-missing" // Write something first.
  | "added" // Added to {heading}.
  | "saved" // Saved.
  | "moved" // Moved to {heading}, place {n} of {total}.
  | "withdrawn" // Withdrawn.
  | "restored" // Restored to {heading}.
  | "undo" // Undo
  | "undone" // Undone.
  | "dismiss" // Close
  // the editor
  | "draft-restored" // Your unsent text was restored.
  | "discard-confirm" // Discard what you changed?
  | "discarded" // Your text was put aside.
  | "moved-to" // Meanwhile moved to {heading}.
  | "changed-meanwhile" // Somebody changed this meanwhile. Their text:
  | "keep-mine" // Keep mine
  | "take-theirs" // Take theirs
  | "withdrawn-meanwhile" // This was withdrawn meanwhile. Your text is still here.
  | "add-mine" // Add mine as a new item
  | "discard" // Discard
  | "gone" // This is no longer on the board. Your text is still here.
  | "evidence" // Evidence: {text}
  // moving
  | "at-the-end" // At the end
  | "drag-cancelled" // Not moved.
  // other people
  | "is-editing" // {name} is editing
  | "change" // {heading}: {changes}
  | "change-new" // {n} new
  | "change-changed" // {n} changed
  | "change-moved" // {n} moved here
  | "change-withdrawn"; // {n} withdrawn

/** word returns the text of a key with its {placeholders} filled. */
export function word(key: Word, values: Record<string, string | number> = {}): string {
  const words = document.querySelector<HTMLTemplateElement>("template#words");
  const text = words?.content.querySelector(`[data-word="${key}"]`)?.textContent ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** listed joins texts as the reader's language does. */
export function listed(texts: string[], type: Intl.ListFormatType): string {
  return new Intl.ListFormat(document.documentElement.lang, { type, style: "short" }).format(texts);
}
