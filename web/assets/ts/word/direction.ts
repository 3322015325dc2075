// Which way a text runs: by its first strong letter, as dir="auto" does (Unicode Bidirectional Algorithm, P2 and P3).

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** isRightToLeft tells the direction of a text; one without letters runs left to right. */
export function isRightToLeft(text: string): boolean {
  const letter = /\p{L}/u.exec(text)?.[0];
  return letter !== undefined && rightToLeft.test(letter);
}

// What XML 1.0 cannot hold at all (2.2), and would make Word refuse the file.
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** writable takes out of a text what a Word file cannot hold. */
export const writable = (text: string) => text.replace(unwritable, "");
