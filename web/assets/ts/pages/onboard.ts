// The page "Bring offices on board" and the pages of links: a count under the paste field, a letter that is filled in
// while it is written, copying, and word to the server that an invitation is being read.

const field = document.querySelector<HTMLTextAreaElement>("textarea[data-count]");
const count = field && document.getElementById(field.dataset["count"] ?? "");
if (field && count) {
  const tell = () => {
    const n = field.value.match(/[^\s,;<>()"]+@[^\s,;<>()"]+/g)?.length ?? 0;
    const words = n === 1 ? field.dataset["countOne"] : field.dataset["countMany"]?.replace("{n}", String(n));
    count.textContent = n ? (words ?? "") : "";
  };
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(tell, 200);
  });
  tell();
}

const letter = document.querySelector<HTMLFormElement>("form[data-letter]");
if (letter) {
  const { name = "", office = "", institution = "", link = "" } = letter.dataset;
  const known: Record<string, string> = { "{name}": name, "{office}": office, "{institution}": institution };
  const fill = (text: string) => text.replace(/\{(?:name|office|institution)\}/g, (word) => known[word] ?? word);
  const from = (selector: string) => letter.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
  const subject = from("[name=invitation_subject]");
  const text = from("[name=invitation_text]");
  const shownSubject = document.querySelector("#letter-shown-subject strong");
  const shownText = document.getElementById("letter-shown-text");
  const show = () => {
    if (!subject || !text || !shownSubject || !shownText) return;
    shownSubject.textContent = fill(subject.value);
    const pieces = text.value.includes("{link}") ? text.value.split("{link}") : [`${text.value}\n\n`, ""];
    shownText.replaceChildren(
      ...pieces.flatMap((piece, n) => {
        if (!n) return [fill(piece)];
        const way = document.createElement("span");
        way.className = "button primary letter-link";
        way.textContent = link;
        return [way, fill(piece)];
      }),
    );
  };
  letter.addEventListener("input", show);
  for (const way of letter.querySelectorAll<HTMLElement>("[data-preview]")) way.hidden = true; // it fills in by itself
}

for (const way of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
  const source = document.getElementById(way.dataset["copy"] ?? "");
  if (!(source instanceof HTMLInputElement)) continue;
  way.hidden = false;
  way.addEventListener("click", async () => {
    source.select();
    const copied = await navigator.clipboard?.writeText(source.value).then(
      () => true,
      () => false,
    );
    if (copied) way.textContent = way.dataset["copied"] ?? "";
  });
}

// What a link leads to may lie folded.
document.querySelector('a[href="#message"]')?.addEventListener("click", () => {
  const words = document.querySelector<HTMLDetailsElement>("#message > details");
  if (words) words.open = true;
});

// A program that checks the links of a mail runs no script; a person who reads the page does.
const opened = document.querySelector<HTMLElement>("[data-opened]")?.dataset["opened"];
if (opened) void fetch(opened, { method: "POST", keepalive: true }).catch(() => undefined);
export {};
