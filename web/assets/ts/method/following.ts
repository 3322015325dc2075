// What a page that follows the board says about itself: whether it still does, and that others changed it. The words
// stand in the page, in the reader's language.

export type Connection = "" | "lost" | "offline" | "ended" | "signed-out";

const quiet = 10_000; // ms between two times that the changes of others are mentioned

const line = document.getElementById("following");
const news = document.getElementById("followed");

let state: Connection = "";
let timer = 0;
let last = -Infinity;

/** connection shows how the page stands with the server; nothing while all is well. */
export function connection(now: Connection): void {
  if (!line || now === state) return;
  state = now;
  line.replaceChildren(now && (line.getAttribute(`data-${now}`) ?? ""));
  if (now !== "signed-out") return;
  // It opens beside the page, so that the page keeps what was typed.
  const way = Object.assign(document.createElement("a"), {
    href: `/sign-in?next=${encodeURIComponent(location.pathname)}`,
    target: "_blank",
    rel: "noopener",
    textContent: line.dataset["signIn"] ?? "",
  });
  line.append(" ", way);
}

/** changed tells a screen reader that others changed the page, gathered and without taking the focus. */
export function changed(): void {
  if (!news) return;
  timer ||= window.setTimeout(
    () => {
      timer = 0;
      last = performance.now();
      news.textContent = "";
      setTimeout(() => (news.textContent = news.dataset["words"] ?? ""), 50); // emptied first, so that the same words are said again
    },
    Math.max(0, last + quiet - performance.now()),
  );
}
