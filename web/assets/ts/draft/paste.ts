// What comes from the clipboard of Word, Google Docs or LibreOffice, made into plain HTML before the schema reads it.
// It is parsed into an inert fragment; nothing in it loads or runs.
import { parse } from "../html";
import { wordLists } from "./paste_word";

/** cleaned returns the HTML without what belongs to the program that it comes from. */
export function cleaned(html: string): string {
  // The page's policy has no styles and no code in attributes; as data they can be read all the same, and the browser
  // says nothing.
  const pasted = parse(html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1=")));
  // It stays in the inert document that it was parsed into: in this one a picture would load though nobody sees it.
  const root = pasted.ownerDocument.createElement("div");
  root.append(pasted);
  for (const node of root.querySelectorAll("style, script, meta, link, title, xml, img, svg, object, iframe")) node.remove();
  wordLists(root);
  for (const comment of comments(root)) comment.remove();
  for (const node of [...root.querySelectorAll<HTMLElement>("*")]) simple(node);
  nested(root);
  for (const br of root.querySelectorAll(":scope > br, :scope > b > br, td > br:only-child")) br.remove();
  // Word and LibreOffice space paragraphs with empty ones.
  for (const p of root.querySelectorAll("p")) if (!p.textContent!.trim() && !p.querySelector("br")) p.remove();
  return root.innerHTML;
}

function comments(root: HTMLElement): Comment[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const all: Comment[] = [];
  while (walker.nextNode()) all.push(walker.currentNode as Comment);
  return all;
}

const titles: Record<string, string> = { MsoTitle: "h1", MsoSubtitle: "h2", MsoQuote: "blockquote", MsoIntenseQuote: "blockquote" };

/** simple turns what a node's style says of its words into marks, and drops the style. */
function simple(node: HTMLElement): void {
  const style = node.getAttribute("data-style") ?? "";
  const kind = titles[node.className];
  const weight = /(?:^|;)\s*font-weight\s*:\s*(\w+)/i.exec(style)?.[1] ?? "";
  const slant = /(?:^|;)\s*font-style\s*:\s*(\w+)/i.exec(style)?.[1] ?? "";
  const hidden = /display\s*:\s*none|mso-hide\s*:\s*all/i.test(style);
  for (const name of ["data-style", "class", "width", "height", "dir", "align", "lang"]) node.removeAttribute(name);
  if (hidden) return node.remove();
  const name = node.localName;
  if (/^h[1-6]$/.test(name)) {
    // A heading is bold by itself.
    for (const strong of node.querySelectorAll("b, strong")) strong.replaceWith(...strong.childNodes);
    for (const span of node.querySelectorAll<HTMLElement>("[data-style]")) span.setAttribute("data-style", span.getAttribute("data-style")!.replace(/font-weight/gi, "-"));
    return;
  }
  if (kind) return rename(node, kind);
  if (/^(b|strong)$/.test(name) && /^(normal|[1-4]00)$/.test(weight)) return unwrap(node);
  if (/^(i|em)$/.test(name) && slant === "normal") return unwrap(node);
  if (name !== "span" && name !== "font" && !name.includes(":")) return;
  if (/^(bold(er)?|[6-9]00)$/.test(weight)) wrap(node, "strong");
  if (/^(italic|oblique)$/.test(slant)) wrap(node, "em");
  unwrap(node);
}

function unwrap(node: HTMLElement): void {
  node.replaceWith(...node.childNodes);
}

function wrap(node: HTMLElement, name: string): void {
  const around = document.createElement(name);
  around.append(...node.childNodes);
  node.append(around);
}

function rename(node: HTMLElement, name: string): void {
  const other = document.createElement(name);
  if (name === "blockquote") {
    const p = document.createElement("p");
    p.append(...node.childNodes);
    other.append(p);
  } else other.append(...node.childNodes);
  node.replaceWith(other);
}

/** nested puts a list that stands beside its items, as Google Docs has it, into the item before. */
function nested(root: HTMLElement): void {
  for (const list of [...root.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")]) {
    const before = list.previousElementSibling;
    if (before?.localName === "li") before.append(list);
    else list.replaceWith(...list.children);
  }
}
