// What the editor has around it: the page, whose script is another and is there before the editor. It is handed over
// once, when the editor is loaded: what needs nothing of the editor is in the page's script, so that the editor is light.
import type * as kept from "./kept";
import type { offer } from "./notice";
import type { cleaned } from "./paste";
import type { at } from "./presence";
import type { connection, onAgain, repeat, sentence, signedOut, stand } from "./saved";
import type { say } from "./say";
import type * as wire from "./wire";
import type { word } from "./words";

/** Page is what the page does for the editor. */
export interface Page {
  at: typeof at;
  cleaned: typeof cleaned;
  connection: typeof connection;
  kept: typeof kept;
  offer: typeof offer;
  onAgain: typeof onAgain;
  repeat: typeof repeat;
  say: typeof say;
  sentence: typeof sentence;
  signedOut: typeof signedOut;
  stand: typeof stand;
  wire: typeof wire;
  word: typeof word;
}

/** Caret is where somebody is in a text: places of a version of the section; no section means that they have left. */
export interface Caret {
  section: string;
  tab: string;
  person: string;
  name: string;
  version: number;
  anchor: number;
  head: number;
}

/** Editing is what the editor does for the page. */
export interface Editing {
  /** stays: the page may not change what is in this node. */
  stays(node: Element): boolean;
  /** holds: the page may not take this node away. */
  holds(node: Element): boolean;
  /** changed is told after the page was brought to what the server has. */
  changed(): void;
  /** steps takes what came for a section; false when it has no editor. */
  steps(section: string, rows: wire.Rows): boolean;
  mount(section: string): Promise<unknown>;
  caret(caret: Caret): void;
  /** ask asks the server for what the editors miss. */
  ask(): Promise<void>;
}

/** page is there once surround was called, which is before anything else. */
export let page: Page;

export const surround = (given: Page) => void (page = given);
