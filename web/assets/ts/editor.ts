// An open editor is the person's: nothing that others do touches it. What became of the item meanwhile is said in
// it, and the person decides. What is typed is a draft from the first letter until it is saved or discarded.
import { answer as say } from "./announce";
import { dropDraft, keepDraft, type Draft } from "./drafts";
import { notice, type Meanwhile } from "./notice";
import { address, claim, evidenceOf, fresh, isWithdrawn, item, neighbour, textOf } from "./page";
import { hold, letGo, nextOf, type Next } from "./place";
import { tell } from "./presence";
import { send } from "./send";
import { after, settled } from "./stream";
import { offer } from "./toast";
import { clear, explain } from "./trouble";
import { word } from "./words";

interface Words {
  text: string;
  evidence: string;
}

export class Editor {
  private static readonly open = new Map<string, Editor>();

  private readonly id: string;
  readonly form: HTMLFormElement;
  private readonly text: HTMLTextAreaElement;
  private readonly evidence: HTMLTextAreaElement;
  private addID = fresh();
  private base: Words & { version: string };
  private now: Meanwhile;
  /** restored is set where the text comes from an earlier visit. */
  restored = false;
  private busy = false;
  private heard = "";

  /** of finds the open editor around a node. */
  static of(node: Element): Editor | undefined {
    return Editor.open.get(node.closest<HTMLElement>("li[data-editing]")?.dataset.id ?? "");
  }

  static isOpen = (id: string) => Editor.open.has(id);

  constructor(
    private readonly li: HTMLElement,
    draft?: Draft,
  ) {
    this.id = li.dataset.id!;
    this.base = { text: textOf(li), evidence: evidenceOf(li), version: draft?.version ?? li.dataset.version ?? "" };
    this.now = { ...this.base, state: "same", quadrant: li.dataset.quadrant ?? "" };
    const template = document.querySelector<HTMLTemplateElement>("template#edit-form")!;
    this.form = document.importNode(template.content, true).querySelector("form")!;
    this.form.action = `${address}/items/${this.id}`;
    this.text = this.form.querySelector("textarea[name=text]")!;
    this.evidence = this.form.querySelector("textarea[name=evidence]")!;
    this.text.id = `edit-${this.id}-text`;
    this.evidence.id = `edit-${this.id}-evidence`;
    this.form.querySelector(".field-error")!.id = `edit-${this.id}-error`;
    this.text.value = draft?.text ?? this.base.text;
    this.evidence.value = draft?.evidence ?? this.base.evidence;
    li.append(this.form);
    li.dataset.editing = "";
    Editor.open.set(this.id, this);
    hold(this.id, (next) => this.meet(next));
    tell(this.id);
  }

  focus(): void {
    this.text.focus();
    this.text.setSelectionRange(this.text.value.length, this.text.value.length);
  }

  /** keep stores what is typed. */
  keep(): void {
    const { version } = this.base;
    if (this.isChanged()) {
      keepDraft(`edit-${this.id}`, { ...this.mine(), version, quadrant: this.li.dataset.quadrant! });
    } else dropDraft(`edit-${this.id}`);
  }

  async save(): Promise<void> {
    if (this.busy) return;
    if (this.now.state === "withdrawn" || this.now.state === "gone") return say(this.heard);
    const mine = this.mine();
    this.wait(true);
    const answer = await send(this.form.action, { ...mine, version: this.base.version });
    // An answer that was lost on the way: what stands there is what we sent.
    const lost = answer.kind === "conflict" && isSame(answer, mine);
    if (answer.kind === "done") await after(answer.version);
    this.wait(false);
    if (answer.kind === "done" || lost) {
      say(word("saved"));
      if (isSame(this.mine(), mine)) return this.close();
      // Typed on while it was on its way: that is the next change.
      this.base = { ...mine, version: nextOf(this.id)?.dataset.version ?? this.base.version };
      this.keep();
      this.meet(nextOf(this.id));
    } else if (answer.kind === "conflict" || answer.kind === "withdrawn") {
      const { version, text, evidence } = answer;
      this.now = { ...this.now, state: answer.kind === "conflict" ? "changed" : "withdrawn", version, text, evidence };
    } else {
      explain(this.form, answer, (byItself) => {
        if (!byItself || isSame(this.mine(), mine)) void this.save();
      });
    }
    this.show();
  }

  cancel(): void {
    if (!this.isChanged() || confirm(word("discard-confirm"))) this.close();
  }

  /** meet takes notice of how the item stands on the board now. */
  meet(next: Next): void {
    if (next === undefined) return;
    if (!next) this.now.state = "gone";
    else if (isWithdrawn(next)) this.now.state = "withdrawn";
    else {
      const theirs = { text: textOf(next), evidence: evidenceOf(next), version: next.dataset.version ?? "" };
      // A refusal can tell of a version that the board does not show yet.
      if (this.now.state === "changed" && Number(theirs.version) < Number(this.now.version)) return;
      const changed = Number(theirs.version) > Number(this.base.version);
      if (!changed || isSame(theirs, this.mine())) this.base = theirs;
      const state = Number(theirs.version) > Number(this.base.version) ? "changed" : "same";
      this.now = { ...theirs, quadrant: next.dataset.quadrant!, state };
    }
    if (!this.busy) this.show();
  }

  private show(): void {
    const place = this.form.querySelector<HTMLElement>(".conflict")!;
    const text = notice(place, this.li.dataset.quadrant ?? "", this.now, this.restored, {
      keep: () => {
        this.base = { ...this.now };
        this.now.state = "same";
        this.show();
        this.keep();
        void this.save();
      },
      take: () => this.putAside(),
      add: () => void this.addMine(),
      discard: () => this.cancel(),
    });
    if (text && text !== this.heard) say(text);
    this.heard = text;
  }

  /** putAside closes for the other text; a slip of the finger loses nothing. */
  private putAside(): void {
    const draft = { ...this.mine(), version: this.base.version };
    this.close();
    offer(word("discarded"), async () => {
      const li = item(this.id);
      if (!li || Editor.open.has(this.id)) return null;
      const editor = new Editor(li, draft);
      editor.keep();
      editor.meet(li);
      return editor.text;
    });
  }

  private async addMine(): Promise<void> {
    if (this.busy) return;
    this.wait(true);
    const quadrant = this.now.quadrant || this.li.dataset.quadrant!;
    const mine = this.mine();
    const id = this.addID;
    claim(id);
    const answer = await send(`${address}/items`, { ...mine, id, quadrant });
    if (answer.kind === "done") await after(answer.version);
    this.wait(false);
    // Refused under this id, or typed on meanwhile: what stands here now is another item.
    if (answer.kind === "invalid" || answer.kind === "done") this.addID = fresh();
    if (answer.kind !== "done") return explain(this.form, answer, (byItself) => byItself || void this.addMine());
    if (!isSame(this.mine(), mine)) return;
    this.close();
    item(id)?.querySelector<HTMLElement>("form:not([hidden]) > button")?.focus({ preventScroll: true });
  }

  private close(): void {
    const focused = this.form.contains(document.activeElement);
    const other = neighbour(this.li);
    settled(this.form);
    this.form.remove();
    delete this.li.dataset.editing;
    Editor.open.delete(this.id);
    dropDraft(`edit-${this.id}`);
    letGo(this.id);
    if (!this.li.dataset.live) this.li.remove(); // a tombstone has done its work
    tell([...Editor.open.keys()].at(-1) ?? "");
    const own = item(this.id)?.querySelector<HTMLElement>("button[name=edit]");
    if (focused) (own?.checkVisibility() ? own : other)?.focus({ preventScroll: true });
  }

  private wait(on: boolean): void {
    this.busy = on;
    this.form.ariaBusy = String(on);
    if (on) clear(this.form);
    settled(this.form);
  }

  private mine(): Words {
    return { text: this.text.value, evidence: this.evidence.value };
  }

  private isChanged(): boolean {
    return !isSame(this.mine(), this.base);
  }
}

const isSame = (a: Words, b: Words) => a.text.trim() === b.text.trim() && a.evidence.trim() === b.evidence.trim();
