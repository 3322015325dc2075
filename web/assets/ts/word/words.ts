// The words of Word's way in and out. They are the server's, in the reader's language, in <template id="word-words">;
// a key that the page lacks shows as itself.

/** Refusal names the sentence that says why a file cannot be read. */
export type Refusal =
  | "too-large" // larger than 20 MB
  | "old-or-locked" // .doc, or protected by a password
  | "locked" // a ZIP with encrypted parts
  | "not-word" // no ZIP at all
  | "no-document" // a ZIP without a Word document
  | "damaged"
  | "too-many-parts"
  | "too-much-inside" // what is packed is far larger than the file
  | "too-long" // more text than a strategy can be
  | "empty";

export type Word =
  | Refusal
  | "reading" // Reading… {percent}, as 20%
  | "read" // Read: sections, words
  | "title"
  | "sections"
  | "words" // {n} words
  | "kind" // Kind: {title}
  | "kind-text"
  | "kind-pillar"
  | "kept"
  | "dropped"
  | "nothing-dropped"
  | "content-too-large" // {size} of 4 MB
  | "too-many-sections" // {sections} of 100
  | "too-many-words" // {words} of 200,000
  | "none-taken"
  | "introduction"
  // what was kept
  | "n-headings"
  | "n-lists"
  | "n-tables"
  | "n-quotes"
  | "n-links"
  | "bold"
  | "italic"
  | "n-footnotes"
  | "n-insertions"
  | "n-text-boxes"
  | "n-parted" // long sections that became several
  // what was not
  | "n-images"
  | "n-comments"
  | "n-deletions"
  | "n-equations"
  | "n-charts"
  | "n-lost-text-boxes"
  | "n-lost-links"
  | "n-symbols"
  | "contents-left-out"
  | "headers-left-out"
  // the Word file that is written
  | "writing"
  | "written"
  | "not-written"
  | "contents"
  | "draft"
  | "page-of"
  | "goal"
  | "objective"
  | "owner"
  | "answers"
  | "indicator"
  | "numbered"
  | "unit"
  | "baseline"
  | "targets"
  | "source";

/** word returns the text of a key with its {placeholders} filled. */
export function word(key: Word, values: Record<string, string | number> = {}): string {
  const words = document.querySelector<HTMLTemplateElement>("template#word-words");
  const text = words?.content.querySelector(`[data-word="${key}"]`)?.textContent ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => figure(values[name]) ?? whole);
}

const figure = (value: string | number | undefined) => (typeof value === "number" ? value.toLocaleString(document.documentElement.lang || undefined) : value);

/** Unreadable says why a file was not read; its message is a sentence for the person who chose it. */
export class Unreadable extends Error {
  constructor(readonly refusal: Refusal) {
    super(word(refusal));
  }
}
