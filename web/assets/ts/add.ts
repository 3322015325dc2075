// The form under each heading. Its id goes with the text until the server has it, through failures and reloads:
// whatever is repeated, the item stands on the board once.
import { answer as say } from "./announce";
import { draftOf, dropDraft, keepDraft } from "./drafts";
import { board, claim, fresh, heading } from "./page";
import { send } from "./send";
import { after, settled } from "./stream";
import { clear, explain } from "./trouble";
import { word } from "./words";

interface Fields {
  id: HTMLInputElement;
  text: HTMLTextAreaElement;
  evidence: HTMLTextAreaElement | null;
  office: HTMLSelectElement | null;
}

const field = <T extends Element>(form: Element, name: string) => form.querySelector<T>(`[name=${name}]`);
const fieldsOf = (form: Element): Fields => ({
  id: field<HTMLInputElement>(form, "id")!,
  text: field<HTMLTextAreaElement>(form, "text")!,
  evidence: field<HTMLTextAreaElement>(form, "evidence"),
  office: field<HTMLSelectElement>(form, "office"),
});
const valuesOf = ({ id, text, evidence, office }: Fields) => ({
  id: id.value,
  text: text.value,
  evidence: evidence?.value ?? "",
  ...(office?.value && { office: office.value }),
});

const sending = new Set<Element>();
const waiting = new Set<Element>(); // sent once more while the first was still on its way

/** adding wires the add forms and brings back what was not sent the last time. */
export function adding(): void {
  for (const form of board.querySelectorAll<HTMLFormElement>("form.add")) {
    const fields = fieldsOf(form);
    const draft = draftOf(nameOf(form));
    // A form refilled by the server says what was wrong with it: that is newer.
    if (!draft || fields.text.value || fields.evidence?.value) continue;
    fields.text.value = draft.text;
    if (draft.id) fields.id.value = draft.id;
    if (fields.office && draft.office) fields.office.value = draft.office;
    if (fields.evidence) fields.evidence.value = draft.evidence;
    if (draft.evidence) form.querySelector("details")!.open = true;
  }
  board.addEventListener("input", (event) => {
    const form = (event.target as Element).closest("form.add");
    if (form) keep(form);
  });
  board.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("form.add[data-live-form]")) return;
    event.preventDefault();
    void add(form);
  });
}

const nameOf = (form: Element) => `add-${(form as HTMLElement).dataset.quadrant}`;

function keep(form: Element): void {
  const values = valuesOf(fieldsOf(form));
  if (values.text || values.evidence) keepDraft(nameOf(form), values);
  else dropDraft(nameOf(form), values.id);
}

async function add(form: HTMLFormElement): Promise<void> {
  if (sending.has(form)) return void waiting.add(form);
  const fields = fieldsOf(form);
  const sent = valuesOf(fields);
  const quadrant = form.dataset.quadrant!;
  clear(form);
  settled(form);
  if (!sent.text.trim()) {
    explain(form, { kind: "invalid", message: word("text-missing") }, () => {});
    fields.text.focus();
    return;
  }
  sending.add(form);
  claim(sent.id);
  form.ariaBusy = "true";
  const answer = await send(form.action, { ...sent, quadrant });
  form.ariaBusy = "false";
  sending.delete(form);
  const more = waiting.delete(form);
  if (answer.kind === "done") {
    fields.id.value = fresh();
    // What was typed while this was on its way is the beginning of the next one.
    unsent(fields.text, sent.text);
    if (fields.evidence) unsent(fields.evidence, sent.evidence);
    dropDraft(nameOf(form), sent.id);
    keep(form);
    if (form.contains(document.activeElement)) fields.text.focus();
    say(word("added", { heading: heading(quadrant) }));
    void after(answer.version);
    if (more && fields.text.value.trim()) void add(form);
    return;
  }
  // Refused means that nothing was stored under this id by this request; the id may belong to an earlier text.
  if (answer.kind === "invalid") {
    fields.id.value = fresh();
    keep(form);
  }
  explain(form, answer, (byItself) => {
    const now = valuesOf(fields);
    if (!byItself || (now.text === sent.text && now.evidence === sent.evidence)) void add(form);
  });
}

function unsent(field: HTMLTextAreaElement, sent: string): void {
  if (field.value.startsWith(sent)) field.value = field.value.slice(sent.length).trimStart();
}
