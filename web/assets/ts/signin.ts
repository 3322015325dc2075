import { element } from "./page";
import { word } from "./words";

/** signIn is a link that opens beside the page, so that the page keeps what was typed. */
export function signIn(): HTMLAnchorElement {
  const next = encodeURIComponent(location.pathname);
  return element("a", word("sign-in"), { href: `/sign-in?next=${next}`, target: "_blank", rel: "noopener" });
}
