// What the pages of versions need beside plain links and forms. Each works without it.
import "./versions/changes";
import "./versions/print";
import { watchWord } from "./word/load";

watchWord();
