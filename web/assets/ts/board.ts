// The live board. Listeners stand on #board, never on an item, so that nothing has to be attached again when items
// come and go. Everything here also works without JavaScript, a page at a time.
import { clear } from "./trouble";
import { adding } from "./add";
import { muting } from "./announce";
import { dragging } from "./drag";
import { unkept } from "./drafts";
import { Editor } from "./editor";
import { board } from "./page";
import { byArrow, moving, openMove } from "./move";
import { onPlaced } from "./place";
import { showPeople, showWriters, tellAgain } from "./presence";
import { reopen } from "./reopen";
import { live } from "./stream";
import { viewing } from "./view";
import { restore, withdraw } from "./withdraw";

board.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const li = form.closest<HTMLElement>("li[data-id]");
  const kind = form.dataset.liveForm ?? form.querySelector("button")?.name;
  const acts: Record<string, (() => void) | undefined> = li
    ? {
        edit: () => (Editor.of(form) ? void Editor.of(form)!.save() : new Editor(li).focus()),
        move: () => openMove(li),
        withdraw: () => void withdraw(li, form),
        restore: () => void restore(li.dataset.id!, form).then((target) => target?.focus({ preventScroll: true })),
      }
    : {};
  const act = acts[kind ?? ""];
  if (!act || (kind === "move" && form.dataset.liveForm)) return;
  event.preventDefault();
  act();
});

board.addEventListener("click", (event) => {
  if ((event.target as Element).closest("form.edit [name=cancel]")) Editor.of(event.target as Element)?.cancel();
});

board.addEventListener("input", (event) => {
  const field = event.target as Element;
  Editor.of(field)?.keep();
  if (field.matches("[aria-invalid]")) clear(field.closest("form")!); // what was said of the text before
});

board.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const field = event.target as HTMLElement;
  const editor = Editor.of(field);
  const oneLine = field.matches("form.add textarea[name=text]") && !event.shiftKey;
  if (event.key === "Enter" && field.matches("textarea") && (event.ctrlKey || event.metaKey || oneLine)) {
    field.closest("form")?.requestSubmit();
  } else if (event.key === "Escape" && editor) {
    editor.cancel();
  } else if (!byArrow(event)) return;
  event.preventDefault();
});

// Storage can be full or refused; then, and only then, leaving would lose something.
addEventListener("beforeunload", (event) => unkept.size && event.preventDefault());

viewing();
muting();
moving();
dragging();
adding();
reopen();
onPlaced(showWriters);
showWriters();
live({ presence: showPeople, opened: tellAgain });
