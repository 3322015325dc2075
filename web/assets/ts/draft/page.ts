// What stands on a strategy's page, by name. The markup is the server's.

/** main is the strategy; its attributes follow the server's. */
export const main = document.getElementById("strategy")!;
export const address = main.dataset["url"]!;
export const person = main.dataset["person"] ?? "";

/** writing tells whether this person may write in the strategy as it is now. */
export const writing = () => main.dataset["view"] === "write";

export const byID = (id: string) => document.getElementById(id);
export const sectionOf = (id: string) => main.querySelector<HTMLElement>(`[data-section="${CSS.escape(id)}"]`);
export const sections = () => [...main.querySelectorAll<HTMLElement>("[data-section]")];
export const textOf = (section: Element) => section.querySelector<HTMLElement>("[data-text]");
export const titleOf = (section: Element | null) => (section as HTMLElement | null)?.dataset["title"] ?? "";

/** own marks what this script put on the page, so that no change of the server's takes it away. */
export const own = "data-own";

/** element makes a node with text and attributes. */
export function element<K extends keyof HTMLElementTagNameMap>(name: K, text = "", attributes: Record<string, string> = {}): HTMLElementTagNameMap[K] {
  const node = document.createElement(name);
  node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

/** button makes one that acts in the page and submits nothing. */
export function button(text: string, act: () => void, kind = ""): HTMLButtonElement {
  const node = element("button", text, { type: "button", class: `button ${kind}`.trim() });
  node.addEventListener("click", act);
  return node;
}
