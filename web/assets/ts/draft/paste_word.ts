// Word puts lists on the clipboard as paragraphs that begin with "·" or "1." and say in their style how deep they are.

interface Item {
  node: HTMLElement;
  level: number;
  kind: "ul" | "ol";
  start: number;
}

/** wordLists turns the paragraphs of each such list into the list. */
export function wordLists(root: HTMLElement): void {
  let run: Item[] = [];
  for (const node of [...root.querySelectorAll<HTMLElement>("p, h1, h2, h3, h4, h5, h6, div, table, li")]) {
    const item = read(node);
    if (item && (!run.length || follows(run.at(-1)!.node, node))) {
      run.push(item);
      continue;
    }
    build(run);
    run = item ? [item] : [];
  }
  build(run);
}

const follows = (before: HTMLElement, node: HTMLElement) => before.parentNode === node.parentNode && before.nextElementSibling === node;

function read(node: HTMLElement): Item | null {
  const style = node.getAttribute("data-style") ?? "";
  const level = Number(/mso-list\s*:[^;]*\blevel(\d)/i.exec(style)?.[1] ?? 0);
  const markers = [...node.querySelectorAll<HTMLElement>("span")].filter((span) => /mso-list\s*:\s*Ignore/i.test(span.getAttribute("data-style") ?? ""));
  const marker = markers[0]?.textContent!.replace(/[\s\u00a0]+/g, "") ?? "";
  // A heading may be numbered; the number is not part of its words, and it is no list.
  for (const span of markers) span.remove();
  if (node.localName !== "p" || !level) return null;
  const number = /^\(?([0-9]+|[a-z]{1,5})[.)]/i.exec(marker)?.[1];
  return { node, level, kind: number ? "ol" : "ul", start: Number(number) || 1 };
}

function build(run: Item[]): void {
  if (!run.length) return;
  const open: { list: HTMLElement; level: number; kind: string }[] = [];
  for (const { node, level, kind, start } of run) {
    while (open.length && (open.at(-1)!.level > level || (open.at(-1)!.level === level && open.at(-1)!.kind !== kind))) open.pop();
    if (open.at(-1)?.level !== level) {
      const list = document.createElement(kind);
      if (kind === "ol" && start > 1) list.setAttribute("start", String(start));
      const around = open.at(-1)?.list.lastElementChild;
      if (around) around.append(list);
      else node.before(list);
      open.push({ list, level, kind });
    }
    const li = document.createElement("li");
    const p = document.createElement("p");
    p.append(...node.childNodes);
    li.append(p);
    open.at(-1)!.list.append(li);
    node.remove();
  }
}
