// Calling people in to a comment: any number of them by the choice, or by @ and the beginning of a name in the text.
// Without it the form takes one from the choice.

const most = 6;

interface Somebody {
  value: string;
  name: string;
  label: string;
}

function begin(form: HTMLFormElement): void {
  const box = form.querySelector<HTMLElement>(".talk-mention");
  const select = box?.querySelector("select");
  const text = form.querySelector("textarea");
  if (!box || !select || !text || form.dataset.talk === "ready") return;
  form.dataset.talk = "ready";
  const chips = box.querySelector<HTMLElement>(".talk-chips")!;
  const status = box.querySelector<HTMLElement>("[role=status]")!;
  const everybody: Somebody[] = [...select.options]
    .filter((option) => option.value)
    .map((option) => ({ value: option.value, name: option.dataset.name ?? option.text, label: option.text }));

  function mention(one: Somebody): void {
    const there = [...chips.querySelectorAll("input")].find((input) => input.value === one.value);
    if (there) {
      there.checked = true;
      return;
    }
    const input = document.createElement("input");
    Object.assign(input, { type: "checkbox", name: "mention", value: one.value, checked: true });
    const name = document.createElement("bdi");
    name.textContent = one.name;
    const label = document.createElement("label");
    label.className = "check";
    label.append(input, " ", name);
    const li = document.createElement("li");
    li.append(label);
    chips.append(li);
    form.toggleAttribute("data-held", true); // what is chosen here must outlive a change of the page around
    status.textContent = box!.dataset.added!.replace("{name}", one.name);
  }

  // Only "change" by the pointer or Enter chooses: with the arrow keys a closed choice passes over everybody.
  let passing = false;
  select.addEventListener("keydown", (event) => {
    passing = event.key !== "Enter" && event.key !== "Tab";
    if (event.key === "Enter" && select.value) {
      event.preventDefault();
      take();
    }
  });
  select.addEventListener("pointerdown", () => (passing = false));
  function take(): void {
    const one = everybody.find((each) => each.value === select!.value);
    if (one) mention(one);
    select!.value = "";
  }
  select.addEventListener("change", () => {
    if (!passing) take();
  });
  select.addEventListener("blur", take);

  finder(text, everybody, mention);
}

/** finder offers names while somebody types @ and letters; the arrow keys choose, Enter or Tab takes, Escape closes. */
function finder(text: HTMLTextAreaElement, everybody: Somebody[], mention: (one: Somebody) => void): void {
  const list = document.createElement("ul");
  list.className = "talk-found";
  list.id = `${text.id}-found`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.querySelector(`label[for="${text.id.replace("-text", "-mention")}"]`)?.textContent ?? "");
  list.hidden = true;
  const holder = document.createElement("div");
  holder.className = "talk-field";
  const focused = document.activeElement === text;
  text.replaceWith(holder);
  holder.append(text, list);
  if (focused) text.focus();
  let found: Somebody[] = [];
  let at = 0;

  const before = () => /(?:^|[\s(])@([^\s@][^@\n]{0,40}|)$/u.exec(text.value.slice(0, text.selectionStart));

  function show(): void {
    const typed = before();
    const words = typed?.[1]?.toLocaleLowerCase();
    found = words === undefined ? [] : everybody.filter((one) => starts(one.name, words)).slice(0, most);
    at = 0;
    draw();
  }

  function draw(): void {
    list.replaceChildren(
      ...found.map((one, n) => {
        const li = document.createElement("li");
        li.id = `${list.id}-${n}`;
        li.setAttribute("role", "option");
        li.setAttribute("aria-selected", String(n === at));
        li.textContent = one.label;
        li.addEventListener("pointerdown", (event) => {
          event.preventDefault(); // the focus stays in the text
          pick(one);
        });
        return li;
      }),
    );
    list.hidden = !found.length;
    if (found.length) {
      text.setAttribute("aria-controls", list.id);
      text.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    } else {
      text.removeAttribute("aria-controls");
      text.removeAttribute("aria-activedescendant");
    }
  }

  function pick(one: Somebody): void {
    const typed = before();
    if (typed) text.setRangeText(`${one.name} `, text.selectionStart - typed[1]!.length, text.selectionStart, "end");
    mention(one);
    close();
  }

  function close(): void {
    found = [];
    draw();
  }

  text.addEventListener("input", show);
  text.addEventListener("blur", close);
  text.addEventListener("keydown", (event) => {
    if (!found.length || event.isComposing) return;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        at = (at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
        draw();
        break;
      case "Enter":
      case "Tab":
        pick(found[at]!);
        break;
      case "Escape":
        close();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
}

/** starts tells whether a name, or one of its words, begins so. */
function starts(name: string, words: string): boolean {
  const low = name.toLocaleLowerCase();
  return low.startsWith(words) || low.split(/[\s-]+/u).some((word) => !!words && word.startsWith(words));
}

const all = () => document.querySelectorAll<HTMLFormElement>("form[data-talk]").forEach(begin);
all();
document.addEventListener("meridian:followed", all);

export {};
