// Word in: the file is read in the browser, shown, and sent as the sections of a strategy. Nobody's .docx reaches the server.
import { preview, type Choice } from "./word/preview";
import { readWord } from "./word/read";
import { Unreadable, word } from "./word/words";

export { readWord, type Imported, type Section } from "./word/read";

const mostContent = 4 * 1024 * 1024; // bytes that the server takes

const part = (done: number) => done.toLocaleString(document.documentElement.lang || undefined, { style: "percent" });

/** takeOver makes the form read the file that is chosen in it; one that was chosen already is read at once. */
export function takeOver(form: HTMLFormElement): void {
  if (form.dataset["taken"]) return;
  form.dataset["taken"] = "yes";
  const file = form.querySelector<HTMLInputElement>("input[type=file]")!;
  const content = form.querySelector<HTMLInputElement>("input[name=content]")!;
  const button = form.querySelector<HTMLButtonElement>("button:not([type=button])")!;
  const place = form.querySelector<HTMLElement>("#word-preview")!;
  // Told is what a screen reader hears; the whole list would be too much of it.
  const told = Object.assign(document.createElement("p"), { role: "status" });
  place.removeAttribute("aria-live");
  place.before(told);
  // Only the content is sent. In this encoding it keeps its size.
  file.removeAttribute("name");
  form.enctype = "multipart/form-data";
  button.disabled = true;

  let latest = 0;
  const fill = ({ title, sections }: Choice) => {
    const json = JSON.stringify({ title, sections });
    const size = new Blob([json]).size;
    const trouble = sections.length === 0 ? word("none-taken") : size > mostContent ? word("content-too-large", { size: Math.ceil((size / 1024 / 1024) * 10) / 10 }) : "";
    button.disabled = trouble !== "" || title === "";
    content.value = button.disabled ? "" : json;
    return trouble;
  };
  const tell = (text: string, isTrouble = false) => {
    told.className = isTrouble ? "field-error" : "hint";
    if (told.textContent !== text) told.textContent = text;
  };

  const read = async () => {
    const mine = ++latest;
    const chosen = file.files?.[0];
    content.value = "";
    button.disabled = true;
    place.replaceChildren();
    if (!chosen) return tell("");
    tell(word("reading", { percent: part(0) }));
    let percent = 0;
    try {
      const imported = await readWord(chosen, (done) => {
        if (mine !== latest || done * 100 < percent + 20) return;
        percent = Math.floor(done * 100);
        tell(word("reading", { percent: part(done) }));
      });
      if (mine !== latest) return;
      const summary = word("read", { sections: imported.sections.length, words: imported.sections.reduce((sum, section) => sum + section.words, 0) });
      const say = (choice: Choice) => {
        const trouble = fill(choice);
        tell(trouble || summary, trouble !== "");
      };
      say(preview(place, imported, say));
    } catch (error) {
      if (mine === latest) tell(error instanceof Unreadable ? error.message : word("damaged"), true);
    }
  };
  file.addEventListener("change", () => void read());
  if (file.files?.length) void read();
}

const form = document.querySelector<HTMLFormElement>("form#word-import");
if (form) takeOver(form);
