// What the paragraph styles of a Word file are for: by the name Word gives its own styles in every language, by the
// outline level, which people's own headings and those of other programs have, and by names that other programs translate.

/** Role is what a paragraph of a style is in the text; "" is a paragraph like any other. */
export type Role = "title" | "subtitle" | "quote" | "contents" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "";

/** Styles knows the role of each paragraph style by its id, and the names of the others. */
export interface Styles {
  roles: Map<string, Role>;
  /** xml is styles.xml cut down to what mammoth looks at, with the role in place of the name. */
  xml: string;
}

interface Style {
  type: string;
  id: string;
  name: string;
  base: string;
  outline: number | null;
  whole: string;
}

const outermost = 6; // levels of headings that HTML knows
const heading = /^(?:heading|überschrift|berschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|başlık|заголовок|عنوان|见出し|見出し|标题)\s*([1-9])$/i;
const byName: [RegExp, Role][] = [
  [/^(title|titel|titre|título|titolo|tytuł|konu başlığı)$/i, "title"],
  [/^(subtitle|untertitel|sous-titre|subtítulo|sottotitolo|alt ?yazı|podtytuł)$/i, "subtitle"],
  [/^((intense |block )?quot(e|ation)s?|block text|(intensives )?zitat|citation( intense)?|cita( destacada)?|citazione( intensa)?|alıntı)$/i, "quote"],
  [/^(toc( heading)?|toc ?[1-9]|contents( heading)?|contents [1-9]|table of (contents|figures).*|inhaltsverzeichnis.*|verzeichnis [1-9]|tm ?[1-9]|en-tête de table des matières)$/i, "contents"],
];

/** readStyles reads styles.xml; an empty text is a file without styles. */
export function readStyles(xml: string): Styles {
  const styles = [...xml.matchAll(/<w:style\b[^>]*?(?:\/>|>[\s\S]*?<\/w:style>)/g)].map(([whole]) => read(whole));
  const byID = new Map(styles.filter((style) => style.type === "paragraph").map((style) => [style.id, style]));
  const roles = new Map([...byID.values()].map((style) => [style.id, role(style, byID)]));
  const cut = styles.map((style) => {
    if (style.type !== "paragraph" && style.type !== "character") return style.whole;
    const name = style.type === "paragraph" ? `role ${roles.get(style.id) || "none"}` : style.name;
    return `<w:style w:type="${style.type}" w:styleId="${style.id}"><w:name w:val="${name}"/></w:style>`;
  });
  return { roles, xml: `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${cut.join("")}</w:styles>` };
}

function read(whole: string): Style {
  const attribute = (name: string) => new RegExp(`^<w:style\\b[^>]*\\sw:${name}="([^"]*)"`).exec(whole)?.[1] ?? "";
  const value = (name: string) => new RegExp(`<w:${name}\\s+w:val="([^"]*)"`).exec(whole)?.[1] ?? "";
  const outline = value("outlineLvl");
  return { type: attribute("type"), id: attribute("styleId"), name: value("name"), base: value("basedOn"), outline: outline === "" ? null : Number(outline), whole };
}

function role(style: Style, byID: Map<string, Style>): Role {
  const seen = new Set<string>();
  for (let at: Style | undefined = style; at && !seen.has(at.id); at = byID.get(at.base)) {
    seen.add(at.id);
    const known = named(at.name) || named(at.id);
    // The heading of a table of contents is made from a heading and says so by its name alone.
    if (known && !(at !== style && known === "contents")) return known;
    if (at.outline !== null) return at.outline < outermost ? (`h${at.outline + 1}` as Role) : "";
  }
  return "";
}

function named(name: string): Role {
  const level = heading.exec(name)?.[1];
  if (level) return `h${Math.min(Number(level), outermost)}` as Role;
  return byName.find(([pattern]) => pattern.test(name))?.[1] ?? "";
}

/** styleMap tells mammoth what becomes of the roles. Headings come before lists: a numbered heading is a heading. */
export const styleMap = [
  ...[1, 2, 3, 4, 5, 6].map((level) => `p[style-name='role h${level}'] => h${level}:fresh`),
  "p[style-name='role title'] => p.word-title:fresh",
  "p[style-name='role subtitle'] => p.word-subtitle:fresh",
  "p[style-name='role quote'] => blockquote > p:fresh",
  "p[style-name='role contents'] => !",
  "r[style-name='Strong Emphasis'] => strong",
  "r[style-name='Emphasis'] => em",
  "r[style-name='Intense Emphasis'] => em",
];
