// Makes the two documents that stand beside it: node make.mjs. The second is written by LibreOffice itself (soffice, from
// Debian's libreoffice-writer-nogui 7.4.7), from a text document that this script lays out.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { giresun, westIndies } from "./strategies.mjs";
import { bold, cell, heading, italic, item, link, note, paragraph, row, run, styled, table, wordFile } from "./word.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

const toc = `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>${styled("TOCHeading", "Contents")}${styled("TOC1", `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run("6 Outreach 3")}<w:r><w:fldChar w:fldCharType="end"/></w:r>`)}</w:sdtContent></w:sdt>`;
const deleted = '<w:del w:id="91" w:author="Planning" w:date="2012-04-01T00:00:00Z"><w:r><w:delText>every year</w:delText></w:r></w:del>';
const inserted = `<w:ins w:id="92" w:author="Planning" w:date="2012-04-01T00:00:00Z">${run("every two years")}</w:ins>`;
const body = [
  styled("Title", westIndies.title),
  styled("Subtitle", westIndies.institution),
  toc,
  paragraph(`${run("Approved by the University Council on ")}${bold("27 April 2012")}${run("; prepared by the University Office of Planning and Development.")}${note}`),
  styled("Quote", "Changes to goals and targets need executive approval."),
  ...westIndies.pillars.flatMap(([code, pillar, goals], n) => [
    heading(1, `${code} ${pillar}`, n + 1),
    ...goals.flatMap(([goal, title, objectives]) => [heading(2, `${goal} ${title}`), ...objectives.map((text) => item(0, text))]),
  ]),
  heading(1, "How it is carried out", 8),
  paragraph(`${run("Units report each semester; the plan is reviewed ")}${deleted}${inserted}${run(". See ")}${link("the plan’s page")}${run(", ")}${italic("in English")}${run(".")}`),
  item(0, "Operational plans of two years"),
  item(1, "objectives and activities"),
  item(2, "responsibilities and timelines"),
  item(1, "indicators and targets"),
  item(0, "Review"),
  table(
    row(cell(bold("Perspective")), cell(bold("Goals")), cell(bold("Objectives"))),
    ...westIndies.pillars.map(([code, pillar, goals]) => row(cell(run(`${code} ${pillar}`)), cell(run(String(goals.length))), cell(run(String(goals.flatMap(([, , objectives]) => objectives).length))))),
    row(cell(run("In all, of those noted here"), '<w:gridSpan w:val="2"/>'), cell(run("26"))),
  ),
];
writeFileSync(`${here}west-indies-word.docx`, wordFile(body.join(""), { title: westIndies.title, note: "Oversight by the Executive Management Team." }));

const p = (style, text) => `<text:p text:style-name="${style}">${text}</text:p>`;
const h = (level, text) => `<text:h text:style-name="Heading_20_${level}" text:outline-level="${level}">${text}</text:h>`;
const td = (text) => `<table:table-cell office:value-type="string">${p("Standard", text)}</table:table-cell>`;
const tr = (cells) => `<table:table-row>${cells.map(td).join("")}</table:table-row>`;
const columns = ["No.", "Indicator", "Unit", "Baseline", "Target", "Owner"];
const goals = giresun.goals.map(([number, goal, objective, indicators]) => {
  const rows = indicators.map(([code, name, unit, owner = ""]) => tr([code, name, unit, "", "", owner]));
  const list = objective ? `<text:list text:style-name="L1"><text:list-item>${p("P1", objective)}</text:list-item></text:list>` : "";
  return h(2, `${number} ${goal}`) + list + (rows.length ? `<table:table table:name="T${number}"><table:table-column table:number-columns-repeated="6"/><table:table-header-rows>${tr(columns)}</table:table-header-rows>${rows.join("")}</table:table>` : "");
});
const levels = [1, 2, 3].map((n) => `<text:list-level-style-bullet text:level="${n}" text:bullet-char="•"/>`).join("");
const fodt = `<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:styles><style:style style:name="Standard" style:family="paragraph"/>${["Title", "Subtitle"].map((name) => `<style:style style:name="${name}" style:family="paragraph" style:parent-style-name="Standard"/>`).join("")}${[1, 2].map((n) => `<style:style style:name="Heading_20_${n}" style:display-name="Heading ${n}" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="${n}"/>`).join("")}</office:styles><office:automatic-styles><style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard" style:list-style-name="L1"/><style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><text:list-style style:name="L1">${levels}</text:list-style></office:automatic-styles><office:body><office:text>${p("Title", giresun.title)}${p("Subtitle", giresun.institution)}${h(1, "Internationalisation")}${p("Standard", 'Six goals; the page gives <text:span text:style-name="B">no baselines or targets</text:span>.')}${goals.join("")}</office:text></office:body></office:document>`;
const folder = mkdtempSync(join(tmpdir(), "docx-"));
writeFileSync(join(folder, "giresun-libreoffice.fodt"), fodt);
execFileSync("soffice", ["--headless", `-env:UserInstallation=file://${folder}/profile`, "--convert-to", "docx", "--outdir", here, join(folder, "giresun-libreoffice.fodt")], { stdio: "inherit" });
rmSync(folder, { recursive: true });
