// The numbering of the Word file. Every numbered list is a numbering of its own: lists that share one would count on.
import { AlignmentType, LevelFormat, type ILevelsOptions } from "docx";

const levels = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const step = 360; // twips by which a level is further in
const bullets = ["•", "◦", "▪"];
const formats = [LevelFormat.DECIMAL, LevelFormat.LOWER_LETTER, LevelFormat.LOWER_ROMAN];

/** indent is where the text of a level begins, in twips. */
export const indent = (level: number) => step * (level + 1);

/** deepest is the last level that Word knows. */
export const deepest = 8;

/** headings is the reference of the numbers before headings. */
export const headings = "headings";

/** Numbering collects the numberings of a document while it is written. */
export class Numbering {
  #numbered: ILevelsOptions[][] = [];

  /** bullet is the reference of lists without numbers. */
  readonly bullet = "bullets";

  /** numbered makes the numbering of one list and returns its reference. */
  numbered(start: number): string {
    this.#numbered.push(levels.map((level) => item(level, { format: formats[level % formats.length]!, text: `%${level + 1}.`, start })));
    return `numbers-${this.#numbered.length}`;
  }

  /** config is all of it, for the document. */
  config(): { reference: string; levels: ILevelsOptions[] }[] {
    return [
      { reference: headings, levels: levels.map((level) => ({ level, format: LevelFormat.DECIMAL, text: levels.slice(0, level + 1).map((n) => `%${n + 1}`).join("."), alignment: AlignmentType.START, style: { paragraph: { indent: { start: 0, hanging: 0 } } } })) },
      { reference: this.bullet, levels: levels.map((level) => item(level, { format: LevelFormat.BULLET, text: bullets[level % bullets.length]! })) },
      ...this.#numbered.map((list, n) => ({ reference: `numbers-${n + 1}`, levels: list })),
    ];
  }
}

const item = (level: number, rest: Partial<ILevelsOptions>): ILevelsOptions => ({ level, alignment: AlignmentType.START, style: { paragraph: { indent: { start: indent(level), hanging: step } } }, ...rest });
