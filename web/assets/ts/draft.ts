// A strategy's page: it follows what others do, keeps the outline, and says whether everything is saved. The editor is
// loaded from data-editor, only where this person may write.
import type { Caret, Editing, Page } from "./draft/around";
import * as kept from "./draft/kept";
import { change, fetchPage, morphing, presence as whoIsHere, want } from "./draft/morph";
import { offer } from "./draft/notice";
import { framing } from "./draft/frame";
import { ordering } from "./draft/order";
import { outdated, outlining } from "./draft/outline";
import { main, sectionOf, textOf, writing } from "./draft/page";
import "./draft/plan";
import { cleaned } from "./draft/paste";
import { at, presence } from "./draft/presence";
import { talking } from "./draft/said";
import { seeing } from "./draft/seen";
import { connection, onAgain, repeat, sentence, signedOut, stand } from "./draft/saved";
import { say } from "./draft/say";
import { live, reach, tab } from "./draft/stream";
import * as wire from "./draft/wire";
import { word } from "./draft/words";
import { watchWord } from "./word/load";
import "./versions/print";

type Steps = wire.Rows & { section: string };

const grace = 1_000; // ms in which an event "change" may bring a text that is only read here

let editor: Editing | null = null;
let loading = false;
let carets = new Map<string, Caret>(); // of the others, by their page

morphing({ stays: (node) => !!editor?.stays(node), holds: (node) => !!editor?.holds(node) }, changed, reach);
presence(tab);
outlining();
watchWord();
framing();
ordering();
seeing();
talking();
const contents = main.querySelector<HTMLDetailsElement>("details.outline");
if (contents && matchMedia("(max-width: 63.99rem)").matches) contents.open = false; // there it stands above the text
void write();
live({ event, ask: async () => editor?.ask(), page: fetchPage });

/** write loads the editor where it is needed and not there yet. */
async function write(): Promise<void> {
  const { editor: address } = main.dataset;
  if (editor || loading || !address || !writing()) return;
  loading = true;
  try {
    const { edit } = (await import(address)) as { edit(page: Page): Editing };
    editor = edit({ at, cleaned, connection, kept, offer, onAgain, repeat, say, sentence, signedOut, stand, wire, word });
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
  else if (kind === "carets") others(JSON.parse(data) as Caret[]);
  else if (kind === "steps") stepped(JSON.parse(data) as Steps);
  else if (kind === "reset") void fetchPage().then(() => editor?.ask());
}

/** others: this page's own caret comes back with theirs. Whoever is no longer among them has left. */
function others(now: Caret[]): void {
  for (const [who, caret] of carets) if (!now.some((other) => other.tab === who)) editor?.caret({ ...caret, section: "" });
  carets = new Map(now.filter((caret) => caret.tab !== tab).map((caret) => [caret.tab, caret]));
  for (const caret of carets.values()) editor?.caret(caret);
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
