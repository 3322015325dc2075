// What a person has typed on this board and not sent, kept in this browser as it is typed.
// Fields are "add-<quadrant>" and "edit-<item>". See forget.ts for the end of it.
import { board } from "./page";
import { keys, read, remove, write } from "./store";

export interface Draft {
  text: string;
  evidence: string;
  /** Of an add form: the id under which it is sent, so that a repeat after a reload adds nothing twice. */
  id?: string;
  /** Of an add form: the office on whose behalf it is written. */
  office?: string;
  /** Of an edit: the version that was edited, and the heading under which it stood. */
  version?: string;
  quadrant?: string;
}

const prefix = `meridian:draft:${board.dataset.person}:${board.dataset.analysis}:`;

/** unkept holds the fields whose text could not be stored. */
export const unkept = new Set<string>();

export const draftOf = (field: string) => read<Draft>(prefix + field);

export function keepDraft(field: string, draft: Draft): void {
  if (write(prefix + field, draft)) unkept.delete(field);
  else unkept.add(field);
}

/** dropDraft forgets a draft; with an id, only the draft of that id: another tab may be writing the next one. */
export function dropDraft(field: string, id?: string): void {
  unkept.delete(field);
  if (!id || draftOf(field)?.id === id) remove(prefix + field);
}

/** edits lists the items of which an edit was begun. */
export const edits = () => keys(`${prefix}edit-`).map((key) => key.slice(prefix.length + 5));
