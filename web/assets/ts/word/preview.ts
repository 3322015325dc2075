// What would come in: shown before anything is sent, with a tick for each section.
import type { Imported, Section } from "./read";
import { word } from "./words";

/** Choice is what a person takes of the file. */
export interface Choice {
  title: string;
  words: number;
  sections: { title: string; kind: string; doc: unknown }[];
}

/**
 * preview shows a file in place and tells changed whenever another choice was made; it returns the first choice. The
 * title of the strategy is asked for only where it is to be taken.
 */
export function preview(place: HTMLElement, file: Imported, asksTitle: boolean, changed: (choice: Choice) => void): Choice {
  const title = element("input", { type: "text", value: file.title, maxLength: 200, id: "word-title", dir: "auto", required: true });
  const rows = file.sections.map((section, n) => row(section, n));
  const taken = () => rows.filter(({ tick }) => tick.checked);
  const choice = (): Choice => ({
    words: taken().reduce((sum, { section }) => sum + section.words, 0),
    title: asksTitle ? title.value.trim() : "",
    sections: taken().map(({ section, kind }) => ({ title: section.title, kind: kind.value, doc: section.doc })),
  });
  const list = element("ol", { className: "word-sections" }, rows.map(({ line }) => line));
  place.replaceChildren(
    ...(asksTitle ? [element("div", { className: "field" }, [element("label", { htmlFor: "word-title", textContent: word("title") }), title])] : []),
    element("fieldset", { className: "choices" }, [element("legend", { textContent: word("sections") }), list]),
    said(word("kept"), file.kept.map(([key, n]) => word(key, { n }))),
    said(word("dropped"), file.dropped.length ? file.dropped.map(([key, n]) => word(key, { n })) : [word("nothing-dropped")]),
  );
  // None of these has a name: only the hidden field with the choice is sent.
  place.oninput = () => changed(choice());
  return choice();
}

function row(section: Section, n: number) {
  const tick = element("input", { type: "checkbox", checked: true, id: `word-section-${n}` });
  const name = element("bdi", { textContent: section.title, dir: "auto" });
  const kind = element("select", { ariaLabel: word("kind", { title: section.title }) }, [
    element("option", { value: "text", textContent: word("kind-text") }),
    element("option", { value: "pillar", textContent: word("kind-pillar") }),
  ]);
  const line = element("li", {}, [
    element("label", { className: "check", htmlFor: tick.id }, [tick, name]),
    element("span", { className: "muted", textContent: word("words", { n: section.words }) }),
    kind,
  ]);
  return { section, tick, kind, line };
}

const said = (heading: string, lines: string[]) =>
  element("section", { className: "word-said" }, [element("h3", { textContent: heading }), element("ul", {}, lines.map((textContent) => element("li", { textContent })))]);

function element<K extends keyof HTMLElementTagNameMap>(tag: K, properties: Partial<HTMLElementTagNameMap[K]>, children: Node[] = []): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
