/** Pairs are places of equal things in two lists, both rising. */
export type Pairs = [inA: number, inB: number][];

/** Effort is what one call may still spend on comparing. */
export type Effort = { left: number };

const farthest = 600; // differences between two lists, beyond which they have nothing to do with one another

/**
 * common finds what two lists have in common: equal heads and tails, and between them a longest common
 * subsequence (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986), unless that is too dear.
 */
export function common(a: readonly string[], b: readonly string[], effort: Effort): Pairs {
  const least = Math.min(a.length, b.length);
  let head = 0;
  while (head < least && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < least - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const pairs: Pairs = [];
  for (let i = 0; i < head; i += 1) pairs.push([i, i]);
  pairs.push(...middle(a, b, head, a.length - head - tail, b.length - head - tail, effort));
  for (let i = tail; i > 0; i -= 1) pairs.push([a.length - i, b.length - i]);
  return pairs;
}

function middle(a: readonly string[], b: readonly string[], head: number, n: number, m: number, effort: Effort): Pairs {
  if (n === 0 || m === 0) return [];
  const most = Math.min(n + m, farthest);
  const reach = new Array<number>(2 * most + 3).fill(0); // diagonal k, at most + 1 + k: the farthest place in a
  const origin = most + 1;
  const trace: number[][] = [];
  for (let d = 0; d <= most; d += 1) {
    effort.left -= d + 1;
    if (effort.left < 0) return [];
    trace.push(reach.slice(origin - d - 1, origin + d + 2));
    for (let k = -d; k <= d; k += 2) {
      let x = k === -d || (k !== d && reach[origin + k - 1]! < reach[origin + k + 1]!) ? reach[origin + k + 1]! : reach[origin + k - 1]! + 1;
      while (x < n && x - k < m && a[head + x] === b[head + x - k]) x += 1;
      reach[origin + k] = x;
      if (x >= n && x - k >= m) return walkBack(trace, head, n, m);
    }
  }
  return [];
}

function walkBack(trace: readonly number[][], head: number, n: number, m: number): Pairs {
  const pairs: Pairs = [];
  let x = n;
  let y = m;
  for (let d = trace.length - 1; d >= 0; d -= 1) {
    const reach = (k: number) => trace[d]![d + 1 + k]!;
    const k = x - y;
    const down = k === -d || (k !== d && reach(k - 1) < reach(k + 1));
    const from = down ? k + 1 : k - 1;
    const startX = d === 0 ? 0 : reach(from);
    const startY = d === 0 ? 0 : startX - from;
    while (x > startX && y > startY) {
      x -= 1;
      y -= 1;
      pairs.push([head + x, head + y]);
    }
    x = startX;
    y = startY;
  }
  return pairs.reverse();
}
