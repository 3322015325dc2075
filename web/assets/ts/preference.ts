// How a person likes to see the board, remembered in this browser.
import { board } from "./page";
import { read, write } from "./store";

interface Preference {
  view?: string;
  muted?: boolean;
}

const key = `meridian:view:${board.dataset.person}`;

export const preference = () => read<Preference>(key) ?? {};

export const prefer = (change: Preference) => void write(key, { ...preference(), ...change });
