// The words of the editor. They are the server's, in the reader's language; this module only looks them up in
// <template id="words"><span data-word="KEY">…</span></template>. A key that the page lacks shows as itself.

export type Word =
  // how the page stands with the server
  | "text-saved" // All changes saved
  | "text-saving" // Saving…
  | "text-unsaved" // Not saved yet: no connection. What you type is kept on this device.
  | "text-unkept" // Not saved yet: no connection, and this device cannot keep what you type. Leave this page open.
  | "text-busy" // Not saved yet: the server is busy. What you type is kept on this device.
  | "text-stopped" // One section could not be saved. The message stands beside its text.
  | "text-restored" // What you wrote without a connection has been saved.
  | "connection-lost" // Connection lost. Trying again…
  | "connection-signed-out" // Your session has ended. What you wrote is kept on this device.
  | "connection-ended" // You can no longer see this strategy. What you wrote is still here.
  | "sign-in" // Sign in (opens a new tab)
  | "try-again" // Try again
  // a text that cannot be saved
  | "text-refused" // The server did not accept your last changes to “{title}”. Copy what you need, then load the section anew.
  | "text-closed" // “{title}” can no longer be written in: {reason} Your text is kept on this device.
  | "text-expired" // “{title}” has changed too much since you wrote in it. Copy what you need from your text.
  | "text-no-load" // This section could not be loaded. Trying again…
  | "text-yours" // Your text
  | "text-yours-of" // Your text of “{title}”
  | "text-copy" // Copy my text
  | "text-copied" // Copied.
  | "text-copy-failed" // It could not be copied. Select the text and copy it yourself.
  | "text-anew" // Load the section anew
  | "text-discard" // Discard my text
  | "text-discard-sure" // Discard it for good
  // the text field
  | "text-placeholder" // Write here…
  | "text-keys" // Alt and F10 go to the tools. Escape, then Tab, leaves the text.
  | "text-too-large" // This is too much to paste at once. Paste it in parts.
  // the tools
  | "tools" // Text tools
  | "tools-table" // Table tools
  | "tool-bold" // Bold
  | "tool-italic" // Italic
  | "tool-link" // Link
  | "tool-paragraph" // Paragraph
  | "tool-heading-1" // Heading 1
  | "tool-heading-2" // Heading 2
  | "tool-heading-3" // Heading 3
  | "tool-bullets" // Bullet list
  | "tool-numbers" // Numbered list
  | "tool-quote" // Quote
  | "tool-table" // Insert table
  | "tool-undo" // Undo
  | "tool-redo" // Redo
  | "tool-row-above" // Row above
  | "tool-row-below" // Row below
  | "tool-row-delete" // Delete row
  | "tool-column-before" // Column before
  | "tool-column-after" // Column after
  | "tool-column-delete" // Delete column
  | "tool-header-row" // Header row
  | "tool-table-delete" // Delete table
  // the link's dialog
  | "link-title" // Link
  | "link-address" // Address
  | "link-hint" // For example https://www.example.org, name@example.org or /demo/swot.
  | "link-words" // Words to show
  | "link-save" // Save
  | "link-remove" // Remove link
  | "link-cancel" // Cancel
  | "link-missing" // Write the address that the link leads to.
  | "link-unsafe" // This address cannot be used. A link begins with https://, http://, mailto: or /.
  // outline
  | "outline-parts" // Headings in “{title}”
  | "outline-words" // {n} words
  | "outline-word" // 1 word
  | "outline-all" // {n} words in all
  // sections
  | "order-handle" // Move: {title}
  | "order-hint" // Drag, or use the arrow keys.
  | "order-moved" // {title} is now at place {n} of {total}.
  | "order-cancelled" // Not moved.
  | "put-back" // Put it back
  | "close" // Close
  | "frame-failed"; // That did not work. What you typed is kept: please try again.

/** word returns the text of a key with its {placeholders} filled. */
export function word(key: Word, values: Record<string, string | number> = {}): string {
  const words = document.querySelector<HTMLTemplateElement>("template#words");
  const text = words?.content.querySelector(`[data-word="${key}"]`)?.textContent ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
