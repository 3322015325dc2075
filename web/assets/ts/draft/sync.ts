// One section's text between its editor and the server: own steps go up in one request at a time, all steps come down
// in order. The server's version decides; what it has not confirmed is rebased over what it has. A lost answer needs
// nothing: the steps are sent again, and come back as the client's own.
import { collab, getVersion, receiveTransaction, sendableSteps } from "prosemirror-collab";
import type { Node } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import { Step, type StepMap } from "prosemirror-transform";
import { schema } from "../richtext/schema";
import { address, person } from "./page";
import { page } from "./around";
import type { Standing } from "./saved";
import type { Rows } from "./wire";

/** Host holds the text: an editor, or a bare state where nobody looks on. */
export interface Host {
  readonly state: EditorState;
  readonly composing?: boolean;
  dispatch(transaction: Transaction): void;
  /** hear brings the state to what the person did a moment ago. */
  hear?(): void;
}

export interface Section {
  id: string;
  url: string;
  title: string;
}

/** Stop is why a text can go no further. */
export interface Stop {
  why: "refused" | "closed" | "expired";
  message: string;
}

const pause = 250; // ms in which typing gathers
const patience = 5_000; // ms until what could not be had is asked for again
const remembered = 1_000; // maps of confirmed steps, for places that others tell of an older version

/** synced is the plugin that a state needs to be a Sync's. */
export const synced = (version: number, client: string) => collab({ version, clientID: client });

export class Sync {
  private timer = 0;
  private asker = 0;
  private busy = false;
  private asking = false;
  private failures = 0;
  private most = Infinity; // steps of a request, once one was too large
  private changed = false;
  private writing: Promise<void> | null = null;
  private isKept = true;
  private waiting: Rows[] = [];
  private maps: StepMap[] = []; // the last ones up to the version
  private ended = false;
  private forget = page.onAgain(() => this.hurry());

  /** base is the document at the state's version, without what the server has not confirmed. */
  constructor(
    private readonly host: Host,
    private readonly section: Section,
    readonly client: string,
    private base: Node,
    private readonly on: { stopped(stop: Stop, lacks: boolean): void; received?(): void; settled?(): void },
  ) {}

  get version(): number {
    return getVersion(this.host.state);
  }

  /** pending tells whether the server lacks something. */
  get pending(): boolean {
    return !this.ended && !!sendableSteps(this.host.state);
  }

  /** unkept tells whether closing the page now would lose something. */
  get unkept(): boolean {
    return this.pending && (!!this.writing || !this.isKept);
  }

  /** ready says that the text is as the server has it. */
  ready(): void {
    this.stand("saved");
  }

  /** change is called after every own change of the text. */
  change(): void {
    if (this.ended) return;
    void this.keep();
    if (!this.failures) this.stand("saving");
    if (!this.timer) this.schedule(pause);
  }

  /** hurry tries at once what waits for its time. */
  hurry(): void {
    if (this.ended || !this.pending) return;
    clearTimeout(this.timer);
    this.timer = 0;
    void this.send();
  }

  /** leave ends it; what is kept on the device stays. */
  leave(): void {
    this.ended = true;
    clearTimeout(this.timer);
    clearTimeout(this.asker);
    this.forget();
    page.stand(this, null);
  }

  /** receive takes steps that the server has; rows from elsewhere are asked for when some are missing in between. */
  receive(rows: Rows): void {
    if (this.ended) return;
    if (this.host.composing) return void this.waiting.push(rows); // a word half composed must not be torn up
    this.host.hear?.();
    const missed = this.version - (rows.version - rows.steps.length);
    if (rows.version <= this.version) return;
    if (missed < 0) return void this.ask();
    try {
      const steps = rows.steps.slice(missed).map((step) => Step.fromJSON(schema, step));
      for (const step of steps) {
        const { doc, failed } = step.apply(this.base);
        if (!doc) throw new RangeError(failed ?? "");
        this.base = doc;
        this.maps.push(step.getMap());
      }
      this.maps.splice(0, this.maps.length - remembered);
      this.host.dispatch(receiveTransaction(this.host.state, steps, rows.clients.slice(missed), { mapSelectionBackward: true }));
    } catch {
      return this.stop({ why: "expired", message: "" }); // what this page shows is not what the server has
    }
    void this.keep();
    this.on.received?.();
    if (!this.pending) this.settle();
  }

  /** composed is called when a word is composed. */
  composed(): void {
    for (const rows of this.waiting.splice(0)) this.receive(rows);
    if (this.pending) this.schedule(pause);
  }

  /** ask gets what was missed. */
  async ask(): Promise<void> {
    if (this.asking || this.ended) return;
    this.asking = true;
    clearTimeout(this.asker);
    const answer = await page.wire.since(this.section.url, this.version);
    this.asking = false;
    if (answer.kind === "loaded") this.receive(answer.value);
    else if (answer.kind === "expired") this.stop({ why: "expired", message: "" });
    else if (answer.kind === "signed-out") page.connection("signed-out");
    else if (answer.kind === "closed") this.stop({ why: "closed", message: answer.message });
    else if (answer.kind === "later" && this.pending) this.schedule(this.delay(answer.wait));
    else if (answer.kind === "later" && !this.ended) this.asker = window.setTimeout(() => void this.ask(), Math.max(answer.wait, patience));
  }

  /** here turns a place of an older version into one of the text as it stands; null when that cannot be told. */
  here(place: number, version: number): number | null {
    const ago = this.version - version;
    if (ago < 0 || ago > this.maps.length) return null;
    for (const map of this.maps.slice(this.maps.length - ago)) place = map.map(place);
    for (const step of this.unconfirmed()) place = step.getMap().map(place);
    return place;
  }

  /** there turns a place of the text as it stands into one of the server's version. */
  there(place: number): number {
    for (const step of this.unconfirmed().reverse()) place = step.getMap().invert().map(place, -1);
    return place;
  }

  private unconfirmed(): Step[] {
    return [...(sendableSteps(this.host.state)?.steps ?? [])];
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      void this.send();
    }, ms);
  }

  private async send(): Promise<void> {
    if (this.busy || this.ended || page.signedOut() || this.waiting.length) return;
    this.busy = true;
    await this.sendOnce();
    this.busy = false;
    if (this.pending && !this.timer && !page.signedOut()) this.schedule(pause);
  }

  private async sendOnce(): Promise<void> {
    // What is sent is on the device first, as it is sent: or, found again after a lost answer, it could be sent twice.
    let sent = sendableSteps(this.host.state);
    for (; sent; sent = sendableSteps(this.host.state)) {
      await this.keep();
      if (sent.version === this.version || this.ended) break;
    }
    if (!sent || this.ended) return;
    const steps = sent.steps.map((step) => step.toJSON() as unknown);
    const { body, count } = page.wire.bodyOf(sent.version, this.client, steps, this.most);
    const reply = await page.wire.post(this.section.url, body);
    if (this.ended) return;
    if (reply.kind === "accepted" || reply.kind === "behind") {
      this.failures = 0;
      this.stand("saving");
    }
    switch (reply.kind) {
      case "accepted":
        this.receive({ version: sent.version + count, steps: steps.slice(0, count), clients: Array<string>(count).fill(this.client) });
        if (count < steps.length) this.schedule(0);
        break;
      case "behind":
        if (reply.rows.steps.length) this.receive(reply.rows);
        else await this.ask();
        // A server that was set back to an older state has no place for these steps any more.
        if (reply.rows.version < sent.version) return this.stop({ why: "expired", message: "" });
        // All who were late come back at moments of their own; what brought nothing new is not asked for without a rest.
        this.schedule(this.version > sent.version ? Math.random() * 50 : this.delay(0));
        break;
      case "large":
        if (count === 1) return this.stop({ why: "refused", message: "" });
        this.most = Math.ceil(count / 2);
        this.schedule(0);
        break;
      case "signed-out":
        this.stand("unsaved");
        page.connection("signed-out");
        break;
      case "later":
        this.stand(!this.isKept ? "unkept" : reply.busy ? "busy" : "unsaved");
        this.schedule(this.delay(reply.wait));
        break;
      default:
        this.stop({ why: reply.kind, message: reply.message });
    }
    // The stream may have brought the own steps before the answer, or instead of it.
    if (!this.ended && !this.pending) this.settle();
  }

  /** delay is 1, 2, 4 … 15 s, less a random part, and never less than the server asks for. */
  private delay(least: number): number {
    return Math.max(least, Math.min(1_000 * 2 ** this.failures++, 15_000) * (0.5 + Math.random() / 2));
  }

  /** keep brings the device to what the server lacks now: nothing, or the newest. */
  private keep(): Promise<void> {
    this.changed = true;
    this.writing ??= this.write().finally(() => (this.writing = null));
    return this.writing;
  }

  private async write(): Promise<void> {
    while (this.changed) {
      this.changed = false;
      const lacks = sendableSteps(this.host.state);
      const { id: section, url, title } = this.section;
      const name = { person, section, client: this.client };
      if (!lacks) await page.kept.drop(name);
      else {
        const steps = lacks.steps.map((step) => step.toJSON() as unknown);
        this.isKept = await page.kept.keep({ ...name, strategy: address, url, title, version: lacks.version, doc: this.base.toJSON(), steps, at: Date.now() });
      }
    }
  }

  private settle(): void {
    // What failed before came by another way: the next change does not wait for it.
    this.failures = 0;
    clearTimeout(this.timer);
    this.timer = 0;
    this.stand("saved");
    if (this.writing) void this.writing.then(() => !this.pending && this.on.settled?.());
    else this.on.settled?.();
  }

  private stop(stop: Stop): void {
    if (this.ended) return;
    const lacks = this.pending;
    this.leave();
    if (lacks) this.stand("stopped");
    this.on.stopped(stop, lacks);
  }

  private stand(standing: Standing): void {
    page.stand(this, standing);
  }
}
