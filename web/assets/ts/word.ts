// The page on which a Word file is brought in: what reads it is loaded when one is chosen.
import { watchWord } from "./word/load";

watchWord();
