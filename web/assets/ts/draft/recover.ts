// What this person wrote and could not send before a page of this strategy was closed is sent now, and merged with what
// others wrote since. Where that cannot be, the text is offered to copy.
import { sendableSteps } from "prosemirror-collab";
import { Node } from "prosemirror-model";
import { EditorState, type Transaction } from "prosemirror-state";
import { Step } from "prosemirror-transform";
import { schema } from "../richtext/schema";
import { page } from "./around";
import { plain, sentence } from "./editors";
import type { Kept } from "./kept";
import { address, person, sectionOf, titleOf } from "./page";
import { type Stop, Sync, synced } from "./sync";

/** recover carries on with all that is kept of this person in this strategy. */
export async function recover(): Promise<void> {
  for (const text of await page.kept.keptBy(person)) {
    if (text.strategy === address) void page.kept.inherit(text, () => carry(text));
  }
}

/** carry ends when the server has the text, or the person has discarded it. */
function carry(text: Kept): Promise<void> {
  return new Promise((done) => {
    const give = (doc: Node | null, stop: Stop) => {
      const title = titleOf(sectionOf(text.section)) || text.title;
      const words = doc ? plain(doc) : JSON.stringify(text.steps);
      page.offer({ ...text, title, text: words, message: sentence(stop, title), discard: () => (sync?.leave(), void page.kept.drop(text).then(() => done())) });
    };
    let sync: Sync | null = null;
    let host: { state: EditorState; dispatch(transaction: Transaction): void };
    let base: Node | null = null;
    try {
      base = Node.fromJSON(schema, text.doc);
      host = {
        state: EditorState.create({ doc: base, plugins: [synced(text.version, text.client)] }),
        dispatch: (transaction) => (host.state = host.state.apply(transaction)),
      };
      for (const step of text.steps) host.dispatch(host.state.tr.step(Step.fromJSON(schema, step)));
    } catch {
      return give(base, { why: "expired", message: "" }); // written for a schema that is no more
    }
    sync = new Sync(host, { id: text.section, url: text.url, title: text.title }, text.client, base, {
      stopped: (stop) => give(host.state.doc, stop),
      settled: () => {
        sync!.leave();
        page.say(page.word("text-restored"));
        done();
      },
    });
    if (sendableSteps(host.state)) sync.change();
    else void page.kept.drop(text).then(() => done());
  });
}
