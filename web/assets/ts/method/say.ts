// A place of its own for what a screen reader is told about the method. It stands on the page before it has words, and
// no part of the page that is put anew takes it away.
const place = document.createElement("p");
place.className = "visually-hidden";
place.setAttribute("role", "status");
document.body.append(place);

/** say tells something politely; the same words are told again. */
export function say(text: string): void {
  place.textContent = "";
  setTimeout(() => (place.textContent = text), 50);
}
