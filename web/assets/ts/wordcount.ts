// Words as the server counts them, and a word processor: what stands between blanks counts once when it has a letter or a
// figure in it, and every Chinese or Japanese character counts by itself. The same text has the same number everywhere.

const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const blank = /[\s\u0085\u200b]+/u;
const letter = /[\p{L}\p{N}]/u;

/** wordsIn counts the words of a text whose paragraphs are parted by line ends. */
export function wordsIn(text: string): number {
  let n = 0;
  for (const piece of text.split(blank)) {
    n += piece.match(ideograph)?.length ?? 0;
    n += piece.split(ideograph).filter((rest) => letter.test(rest)).length;
  }
  return n;
}
