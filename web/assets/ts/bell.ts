// How much somebody has not read yet stands beside the link to it: looked up when a page opens and when somebody comes
// back to it.

/** bell keeps the number. Without an answer it stays as it was. */
export function bell(): void {
  const links = [...document.querySelectorAll<HTMLElement>(".bell")]; // of the wide page and of the menu
  const address = links[0]?.dataset.count;
  if (!address) return;
  const words = links[0]!.textContent ?? "";
  const show = (link: HTMLElement, n: number) => {
    link.replaceChildren(words);
    if (n === 0) return link.removeAttribute("aria-label");
    const count = document.createElement("span");
    count.className = "bell-count";
    count.textContent = String(n);
    link.append(" ", count);
    link.setAttribute("aria-label", link.dataset.label!.replace("{n}", String(n)));
  };
  const look = async () => {
    const answer = await fetch(address).catch(() => null);
    const n = answer?.ok && !answer.redirected ? Number(await answer.text()) : NaN;
    if (Number.isInteger(n)) for (const link of links) show(link, n);
  };
  document.addEventListener("visibilitychange", () => document.hidden || void look());
  void look();
}
