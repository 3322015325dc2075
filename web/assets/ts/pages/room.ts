// The room: the host's list is read again every two seconds, and who waits at the door goes in by themselves.
import { parse } from "../html";
import { localise } from "../times";

const pause = 2_000;

/** every asks again and again while the page is seen, the next time only after the last answer. */
function every(ask: () => Promise<boolean>): void {
  const turn = async () => {
    let more = true;
    if (!document.hidden) {
      try {
        more = await ask();
      } catch {
        // The connection is gone for now; the next turn tries again.
      }
    }
    if (more) setTimeout(turn, pause);
  };
  setTimeout(turn, pause);
}

const lists = document.getElementById("room-lists");
if (lists) {
  const count = document.getElementById("room-count");
  let shown = "";
  every(async () => {
    const answer = await fetch(lists.dataset.from!, { headers: { Live: "1" } });
    if (answer.status === 401 || answer.status === 403 || answer.status === 404) {
      location.reload(); // says why
      return false;
    }
    if (!answer.ok) return true;
    const text = await answer.text();
    if (text === shown || lists.matches(":active")) return true; // never from under a finger
    shown = text;
    const fresh = parse(text);
    localise(fresh);
    const focus = lists.contains(document.activeElement) ? document.activeElement!.id : "";
    lists.replaceChildren(fresh);
    if (focus) document.getElementById(focus)?.focus();
    const words = lists.querySelector<HTMLElement>("[data-count]")?.dataset.count ?? "";
    if (count && count.textContent !== words) count.textContent = words;
    return true;
  });
}

const wait = document.querySelector<HTMLElement>("[data-room-wait]");
if (wait) {
  every(async () => {
    const answer = await fetch(wait.dataset.roomWait!);
    if (answer.status !== 200) return true;
    location.reload();
    return false;
  });
}

document.querySelector<HTMLFormElement>("form[data-room-enter]")?.requestSubmit();
