// The parts of a Word file that hold its text. Pictures, themes, headers and whatever else is packed with them stay
// packed: they are never unpacked.
import { Unreadable } from "./words";
import { directory, unpack } from "./zip";

// 500 pages of plain text are some 10 MB here; mammoth needs about twenty times as much memory.
const longestDocument = 48 * 1024 * 1024;

/** Parts are the texts of a Word file: `document` under its name `main`, the others by name. */
export interface Parts {
  main: string;
  document: string;
  styles: string;
  others: Map<string, string>; // content types, relationships, numbering, notes
  title: string; // of the file's properties
  charts: number;
  headers: boolean;
}

/** openParts unpacks what is read of a Word file, or throws Unreadable. */
export async function openParts(bytes: Uint8Array<ArrayBuffer>): Promise<Parts> {
  const parts = directory(bytes);
  const text = async (name: string) => {
    const part = parts.get(name);
    if (!part) return "";
    if (part.unpacked > longestDocument) throw new Unreadable("too-long");
    const xml = new TextDecoder().decode(await unpack(bytes, part));
    // Word never declares a type; entities that grow when they are read need one.
    if (xml.includes("<!DOCTYPE")) throw new Unreadable("damaged");
    return xml;
  };

  const relations = await text("_rels/.rels");
  const main = officeDocument(relations) ?? "word/document.xml";
  const document = await text(main);
  if (!document) throw new Unreadable("no-document");
  if (!document.includes("<w:body")) throw new Unreadable("damaged");

  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const named = (what: string) => [...parts.keys()].find((name) => name.startsWith(folder) && new RegExp(`^${what}\\d*\\.xml$`, "i").test(name.slice(folder.length)));
  const others = new Map([["_rels/.rels", relations], ["[Content_Types].xml", await text("[Content_Types].xml")]]);
  for (const what of ["numbering", "footnotes", "endnotes"]) {
    const name = named(what);
    if (name) others.set(name, await text(name));
  }
  for (const name of parts.keys()) if (name.startsWith(`${folder}_rels/`) && /\/(document|footnotes|endnotes)\d*\.xml\.rels$/.test(name)) others.set(name, await text(name));

  const names = [...parts.keys()];
  return {
    main,
    document,
    styles: await text(named("styles") ?? ""),
    others,
    title: unescape(/<dc:title[^>]*>([^<]*)</.exec(await text("docProps/core.xml"))?.[1] ?? "").trim(),
    charts: names.filter((name) => /\/(charts\/chart|diagrams\/data)\d*\.xml$/.test(name)).length,
    headers: names.some((name) => /\/(header|footer)\d*\.xml$/.test(name)),
  };
}

const officeDocument = (relations: string) => {
  const relation = [...relations.matchAll(/<Relationship\s[^>]*>/g)].find(([tag]) => /Type="[^"]*\/officeDocument"/.test(tag));
  return /Target="\/?([^"]+)"/.exec(relation?.[0] ?? "")?.[1];
};

const unescape = (text: string) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&apos;", "'").replaceAll("&amp;", "&");
