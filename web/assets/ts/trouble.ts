// What is shown when something could not be sent: why, and how to go on. The text stays where it was typed.
import { answer as say } from "./announce";
import { board, button } from "./page";
import type { Answer } from "./send";
import { signIn } from "./signin";
import { onBack } from "./stream";
import { toast } from "./toast";
import { word } from "./words";

type Trouble = Exclude<Answer, { kind: "done" }>;

/**
 * explain shows trouble in the form's error line, or in the toast where there is none. again sends once more; when
 * the network was gone it is also called, with true, as soon as the connection is back.
 */
export function explain(form: Element | null, trouble: Trouble, again: (byItself: boolean) => void): void {
  const text =
    trouble.kind === "signed-out" ? word("signed-out") : trouble.kind === "offline" ? word("not-sent") : trouble.message;
  const ways: HTMLElement[] = [];
  if (trouble.kind === "signed-out") ways.push(signIn());
  if (trouble.kind !== "invalid") ways.push(button(word("try-again"), () => again(false)));
  if (trouble.kind === "offline") onBack(form ?? board, () => again(true));

  const line = form?.querySelector<HTMLElement>(".field-error");
  if (!line) {
    toast(text, ways);
    say(text);
    return;
  }
  line.replaceChildren(text, ...ways.flatMap((way) => [" ", way]));
  line.hidden = false;
  if (trouble.kind !== "invalid") return;
  const field = form!.querySelector(`textarea[name="${trouble.field}"]`) ?? form!.querySelector("textarea");
  field?.setAttribute("aria-invalid", "true");
  field?.setAttribute("aria-describedby", line.id);
}

/** clear takes the trouble away again. */
export function clear(form: Element): void {
  const line = form.querySelector<HTMLElement>(".field-error");
  if (line) {
    // The button that was pressed here goes: the focus goes on in the form.
    if (line.contains(document.activeElement)) form.querySelector<HTMLElement>("textarea, select")?.focus();
    line.hidden = true;
    line.replaceChildren(); // a field's description is read out even where it is hidden
  }
  form.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
}
