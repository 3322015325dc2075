// Word out: the content of a strategy is fetched and written as a .docx in the browser.
import type { About, Content, Names } from "./word/content";
import { word, type Word } from "./word/words";
import { writeDocx } from "./word/write";

export { writeDocx } from "./word/write";

/**
 * download writes the strategy of a button and hands it to the person. The button says where its content is
 * (data-word-export), and may say data-filename, data-institution, data-version, data-date, and data-names: what the
 * ids of a content stand for that does not say it itself.
 */
export async function download(button: HTMLButtonElement): Promise<void> {
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  tell(button, "writing");
  try {
    const answer = await fetch(button.dataset["wordExport"]!, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`content: ${answer.status}`);
    const { institution, version, date, filename, names } = button.dataset;
    const about: About = { institution, version, date };
    const content = (await answer.json()) as Content;
    if (names) content.names = JSON.parse(names) as Names;
    save(await writeDocx(content, about), filename || "strategy.docx");
    tell(button, "written");
  } catch {
    tell(button, "not-written");
  } finally {
    button.ariaBusy = null;
  }
}

function save(file: Blob, name: string): void {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: name });
  link.click();
  // The browser begins to read the address after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** tell says beside the button how it goes. */
function tell(button: HTMLButtonElement, key: Word): void {
  let place = button.nextElementSibling;
  if (!(place instanceof HTMLElement && place.dataset["wordTold"] !== undefined)) {
    place = Object.assign(document.createElement("span"), { className: "hint", role: "status" });
    (place as HTMLElement).dataset["wordTold"] = "";
    button.after(place);
  }
  place.textContent = word(key);
}
