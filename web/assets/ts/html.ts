// The one way from text to nodes. The page's Content-Security-Policy allows the policy "meridian" and no other,
// so that no other line of ours, or of a dependency, can turn a string into markup.

interface HTMLPolicy {
  createHTML(html: string): string;
}
interface TrustedTypesFactory {
  createPolicy(name: string, rules: HTMLPolicy): HTMLPolicy;
}

// A page may load two of our modules, each with a copy of this one; the browser makes a policy of a name once only.
const key = Symbol.for("meridian.html");
const shared = globalThis as { trustedTypes?: TrustedTypesFactory; [key]?: HTMLPolicy };
const rules: HTMLPolicy = { createHTML: (html) => html };
const policy = (shared[key] ??= shared.trustedTypes?.createPolicy("meridian", rules) ?? rules);

/** parse turns HTML of our own server into nodes. Scripts in it never run: a template's content is inert. */
export function parse(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = policy.createHTML(html);
  return template.content;
}
