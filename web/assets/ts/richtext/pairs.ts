import type { Node } from "prosemirror-model";
import { common, type Effort, type Pairs } from "./subsequence";

const alikeFrom = 0.35; // the share of words in common from which a block counts as a changed one, not as a new one
const mostCompared = 900; // pairs of blocks whose words are counted in one gap

type Bag = { words: Map<string, number>; size: number };

function bagOf(block: Node): Bag {
  const bag: Bag = { words: new Map(), size: 0 };
  for (const word of block.textBetween(0, block.content.size, " ", " ").split(" ")) {
    if (word === "") continue;
    bag.words.set(word, (bag.words.get(word) ?? 0) + 1);
    bag.size += 1;
  }
  return bag;
}

function likeness(a: Bag, b: Bag): number {
  if (a.size + b.size === 0) return 1;
  let shared = 0;
  for (const [word, times] of a.words) shared += Math.min(times, b.words.get(word) ?? 0);
  return (2 * shared) / (a.size + b.size);
}

/** canBecome: the one block can be made the other without being taken out. */
const canBecome = (a: Node, b: Node) => a.type === b.type || (a.inlineContent === b.inlineContent && b.type.validContent(a.content));

/** pairsOf says which child of `a` is to become which child of `b`: equal ones and, if asked for, those that are alike. */
export function pairsOf(a: Node, b: Node, alikeToo: boolean, effort: Effort): Pairs {
  const keys = (node: Node) => node.content.content.map((child) => JSON.stringify(child));
  const equal = common(keys(a), keys(b), effort);
  if (!alikeToo) return equal;
  const pairs: Pairs = [];
  let [nextA, nextB] = [0, 0];
  for (const [i, j] of [...equal, [a.childCount, b.childCount] as const]) {
    pairs.push(...alikeBetween(a.content.content.slice(nextA, i), b.content.content.slice(nextB, j), effort).map(([x, y]): [number, number] => [x + nextA, y + nextB]));
    if (i < a.childCount) pairs.push([i, j]);
    [nextA, nextB] = [i + 1, j + 1];
  }
  return pairs;
}

function alikeBetween(a: readonly Node[], b: readonly Node[], effort: Effort): Pairs {
  const [n, m] = [a.length, b.length];
  if (n === 0 || m === 0) return [];
  // A lone block between two that stay is the changed one, and so is a cell in a row that has kept its columns.
  if (n === m && (n === 1 || a[0]!.type.spec["tableRole"] !== undefined)) return inOrder(a, b);
  const bagsA = a.map(bagOf);
  const bagsB = b.map(bagOf);
  const scoreOf = (i: number, j: number) => {
    const alike = canBecome(a[i]!, b[j]!) ? likeness(bagsA[i]!, bagsB[j]!) : 0;
    return alike > alikeFrom ? alike : 0;
  };
  if (n === m && a.every((_, i) => scoreOf(i, i) > 0)) return inOrder(a, b); // the same word was changed in all
  effort.left -= m * bagsA.reduce((sum, bag) => sum + bag.words.size, 0);
  if (n * m > mostCompared || effort.left < 0) return [];
  return best(a.map((_, i) => b.map((_, j) => scoreOf(i, j))), n, m);
}

const inOrder = (a: readonly Node[], b: readonly Node[]): Pairs => a.flatMap((block, i): Pairs => (canBecome(block, b[i]!) ? [[i, i]] : []));

/** best picks rising pairs with the highest score in all. */
function best(score: readonly (readonly number[])[], n: number, m: number): Pairs {
  const sum = Array.from({ length: n + 1 }, () => new Array<number>(m + 1).fill(0));
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let j = m - 1; j >= 0; j -= 1) {
      const paired = score[i]![j]! > 0 ? score[i]![j]! + sum[i + 1]![j + 1]! : 0;
      sum[i]![j] = Math.max(sum[i + 1]![j]!, sum[i]![j + 1]!, paired);
    }
  }
  const pairs: Pairs = [];
  for (let i = 0, j = 0; i < n && j < m; ) {
    if (score[i]![j]! > 0 && sum[i]![j] === score[i]![j]! + sum[i + 1]![j + 1]!) pairs.push([i++, j++]);
    else if (sum[i]![j] === sum[i + 1]![j]) i += 1;
    else j += 1;
  }
  return pairs;
}
