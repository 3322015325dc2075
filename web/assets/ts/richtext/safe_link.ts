// Which addresses a link may lead to: the one rule of the editor, of Word files and of the server's engine.
const longestLink = 2_000;

/** isSafeLink: http, https, mailto, a path of this site or a place on the page; nothing that could run. */
export const isSafeLink = (href: unknown): href is string =>
  // Browsers read a backslash as a slash and leave tabs and line ends out: neither may hide another site in a path.
  typeof href === "string" && href.length <= longestLink && /^(https?:\/\/|mailto:|\/(?![/\\])|#)/i.test(href) && !/[\u0000-\u001f]/.test(href);
