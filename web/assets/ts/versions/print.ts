// Running heads: what stands at the head and foot of a page is written in the style sheet, and these words are the
// page's own. Without this there are page numbers alone.
const cover = document.querySelector<HTMLElement>("[data-running]");

/** A text as a string of CSS: what would end it is escaped, by the rules of the syntax. */
const quoted = (text: string): string =>
  `"${text.replace(/[\u0000-\u001f\u007f]+/g, " ").replace(/["\\<]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `)}"`;

if (cover) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@page strategy {
    @top-left { content: ${quoted(cover.dataset.running ?? "")}; }
    @bottom-left { content: ${quoted(cover.dataset.foot ?? "")}; }
  }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
