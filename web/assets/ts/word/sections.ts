// How a Word document falls into the sections of a strategy: pure, over the blocks that were read.

/** Block is a paragraph, list, table or quote of the document; level is a heading's, 1 to 6. */
export interface Block<T> {
  role: "title" | "subtitle" | "heading" | "other";
  level: number;
  text: string;
  node: T;
}

/** Cut is a section: its title and its blocks, whose headings are levels 1 to 3 now. */
export interface Cut<T> {
  title: string;
  blocks: Block<T>[];
}

const deepest = 3;
const longestTitle = 200;

/**
 * cut returns the title the document gives itself ("" when it gives none) and its sections. The highest level that
 * occurs twice, or else the highest that occurs, begins a section. A title above all sections is the strategy's; what
 * else stands before the first heading is a section of its own, named introduction.
 */
export function cut<T>(blocks: Block<T>[], introduction: string): { title: string; sections: Cut<T>[] } {
  const rest = blocks.filter((block) => block.text !== "" || block.role === "other");
  const level = sectionLevel(rest);
  let title = "";
  const sections: Cut<T>[] = [];
  const opening: Block<T>[] = [];
  for (const block of rest) {
    const here = sections.at(-1);
    if (block.role === "title" && !title) title = block.text;
    else if (block.role === "heading" && block.level < level && !title && !here && opening.length === 0) title = block.text;
    else if (block.role === "subtitle" && !here && opening.length === 0) opening.push({ ...block, role: "other" });
    else if (block.role === "heading" && block.level <= level) sections.push({ title: shortened(block.text), blocks: [] });
    else (here?.blocks ?? opening).push(block.role === "heading" ? { ...block, level: Math.min(block.level - level, deepest) } : { ...block, role: "other" });
  }
  if (opening.some((block) => block.text !== "")) sections.unshift({ title: introduction, blocks: opening });
  return { title: shortened(title), sections };
}

function sectionLevel(blocks: Block<unknown>[]): number {
  const counts = new Map<number, number>();
  for (const block of blocks) if (block.role === "heading") counts.set(block.level, (counts.get(block.level) ?? 0) + 1);
  const levels = [...counts.keys()].sort((a, b) => a - b);
  return levels.find((level) => counts.get(level)! > 1) ?? levels[0] ?? 1;
}

const shortened = (text: string) => (text.length <= longestTitle ? text : `${text.slice(0, longestTitle - 1).trimEnd()}…`);
