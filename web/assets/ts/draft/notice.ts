// A text that the server will not take stands beside its section, to be copied. It stays on the device until the person
// discards it.
import { button, byID, element, main, own, sectionOf } from "./page";
import { word } from "./words";

export interface Offer {
  section: string;
  client: string;
  title: string;
  message: string;
  text: string;
  /** anew loads the section's present text, where there still is one. */
  anew?: (() => void) | undefined;
  discard(): void;
}

/** offer shows the text and the ways on, above the section's text, or above all where the section is gone. */
export function offer(of: Offer): void {
  const id = `kept-${of.client}`;
  if (byID(id)) return;
  const box = element("div", "", { class: "text-notice banner warning", id, role: "group", "aria-label": word("text-yours-of", { title: of.title }), [own]: "" });
  const body = element("div", "", { class: "stack" });
  const message = element("p");
  const said = element("p", "", { class: "hint", role: "status" });
  const field = element("textarea", "", { readonly: "", rows: "8", dir: "auto", "aria-label": word("text-yours-of", { title: of.title }) });
  field.value = of.text;
  const fold = element("details");
  fold.append(element("summary", word("text-yours")), field);
  const actions = element("div", "", { class: "actions" });
  const copy = button(word("text-copy"), () =>
    navigator.clipboard?.writeText(of.text).then(
      () => (said.textContent = word("text-copied")),
      () => failed(),
    ) ?? failed(),
  );
  const failed = () => {
    said.textContent = word("text-copy-failed");
    fold.open = true;
    field.select();
  };
  actions.append(copy);
  if (of.anew) {
    const anew = button(word("text-anew"), () => {
      anew.remove();
      of.anew!();
    });
    actions.append(anew);
  }
  // It asks once more: what is discarded is nowhere else.
  const discard = button(word("text-discard"), () => {
    if (!discard.dataset["sure"]) {
      discard.dataset["sure"] = "1";
      discard.textContent = word("text-discard-sure");
      return;
    }
    box.remove();
    of.discard();
  }, "quiet");
  discard.addEventListener("blur", () => {
    delete discard.dataset["sure"];
    discard.textContent = word("text-discard");
  });
  actions.append(discard);
  body.append(message, fold, actions, said);
  box.append(body);
  message.setAttribute("role", "alert");
  const section = sectionOf(of.section);
  const text = section?.querySelector("[data-text]");
  if (text) text.before(box);
  else (section ?? main).prepend(box);
  message.textContent = of.message; // after it stands there, so that it is said
}
