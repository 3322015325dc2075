// A strategy's page: it follows what others do, keeps the outline, and says whether everything is saved. The editor is
// loaded from data-editor, only where this person may write.
import type { Caret, Editing, Page } from "./draft/around";
import { change, fetchPage, morphing, presence as whoIsHere, want } from "./draft/morph";
import { outdated, outlining } from "./draft/outline";
import { main, sectionOf, textOf, writing } from "./draft/page";
import "./draft/plan";
import { at, presence } from "./draft/presence";
import { connection, onAgain, sentence, signedOut, stand } from "./draft/saved";
import { live, reach, tab } from "./draft/stream";
import type { Rows } from "./draft/wire";

type Steps = Rows & { section: string };

const grace = 1_000; // ms in which an event "change" may bring a text that is only read here

let editor: Editing | null = null;
let loading = false;

morphing({ stays: (node) => !!editor?.stays(node), holds: (node) => !!editor?.holds(node) }, changed, reach);
presence(tab);
outlining();
void write();
live({ event, ask: async () => editor?.ask(), page: fetchPage });

/** write loads the editor where it is needed and not there yet. */
async function write(): Promise<void> {
  const { editor: address } = main.dataset;
  if (editor || loading || !address || !writing()) return;
  loading = true;
  try {
    const { edit } = (await import(address)) as { edit(page: Page): Editing };
    editor = edit({ stand, connection, onAgain, signedOut, sentence, at });
  } catch {
    connection("lost"); // the next change, or the way back, tries again
  }
  loading = false;
}

onAgain(() => void write());

function changed(): void {
  editor?.changed();
  outdated();
  void write();
}

function event(kind: string, data: string): void {
  if (kind === "change") change(data);
  else if (kind === "presence") whoIsHere(data);
  else if (kind === "caret") others(JSON.parse(data) as Caret);
  else if (kind === "steps") stepped(JSON.parse(data) as Steps);
  else if (kind === "reset") void fetchPage().then(() => editor?.ask());
}

/** others: this page's own caret comes back with theirs. */
function others(caret: Caret): void {
  if (caret.tab !== tab) editor?.caret(caret);
}

/** stepped: a text without an editor is brought by an event "change"; where none does, by its editor or with the page. */
function stepped({ section, ...rows }: Steps): void {
  if (editor?.steps(section, rows)) return;
  setTimeout(() => {
    const around = sectionOf(section);
    const text = around && textOf(around);
    if (!text || Number(text.dataset["steps"]) >= rows.version) return;
    if (editor && writing()) void editor.mount(section);
    else want();
  }, grace);
}
