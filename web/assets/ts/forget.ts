import { keys, remove } from "./store";

/** forget removes every draft of a person, of all analyses: they are signing out, perhaps from a shared computer. */
export function forget(person: string): void {
  keys(`meridian:draft:${person}:`).forEach(remove);
}
