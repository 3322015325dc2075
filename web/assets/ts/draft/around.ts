// What the editor has around it: the page, whose script is another and is there before the editor. It is handed over
// once, when the editor is loaded.
import type { Position } from "./presence";
import type { Connection, Standing } from "./saved";
import type { Rows } from "./wire";

/** Page is what the page does for the editor; the functions are those of saved.ts and presence.ts. */
export interface Page {
  stand(owner: object, standing: Standing | null): void;
  connection(now: Connection): void;
  onAgain(act: () => void): () => void;
  signedOut(): boolean;
  sentence(): string;
  at(position: Position | null): void;
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
  steps(section: string, rows: Rows): boolean;
  mount(section: string): Promise<unknown>;
  caret(caret: Caret): void;
  /** ask asks the server for what the editors miss. */
  ask(): Promise<void>;
}

let page: Page;

/** surround is called once, before anything else. */
export const surround = (given: Page) => void (page = given);

export const stand: Page["stand"] = (owner, standing) => page.stand(owner, standing);
export const connection: Page["connection"] = (now) => page.connection(now);
export const onAgain: Page["onAgain"] = (act) => page.onAgain(act);
export const signedOut: Page["signedOut"] = () => page.signedOut();
export const sentence: Page["sentence"] = () => page.sentence();
export const at: Page["at"] = (position) => page.at(position);
