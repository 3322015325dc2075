// The goals and objectives of a section as headings and tables.
import { Paragraph, Table, TableCell, TableRow } from "docx";
import { heading, plain } from "./blocks";
import type { Content, Indicator, Objective, Section } from "./content";
import { isRightToLeft } from "./direction";
import { sheet, textWidth } from "./sheet";
import { word } from "./words";

const columns = [0.42, 0.16, 0.18, 0.24].map((part) => Math.floor(textWidth * part));
const shade = { fill: "F0EDE6" };

/** objectives writes the goals of a section in order, each with its objectives; those without a goal come first. */
export function objectives(section: Section, of: Content): (Paragraph | Table)[] {
  const all = section.objectives ?? [];
  const goals = section.goals ?? [];
  const known = new Set(goals.map((goal) => goal.id));
  const written = (some: Objective[], before: string) => some.flatMap((objective, n) => [table(objective, `${before}${n + 1}`, of), new Paragraph({ spacing: { after: 0 } })]);
  return [
    ...written(all.filter((objective) => !known.has(objective.goal ?? undefined)), ""),
    ...goals.flatMap((goal, n) => [
      heading(numbered(of.labels?.goal || word("goal"), String(n + 1), goal.text), 2),
      ...written(all.filter((objective) => objective.goal != null && objective.goal === goal.id), `${n + 1}.`),
    ]),
  ];
}

const numbered = (label: string, n: string, text = "") => word("numbered", { label, n, text });

function table(objective: Objective, number: string, { labels, names }: Content): Table {
  const rightToLeft = isRightToLeft(objective.text ?? "");
  const owner = objective.office ? (names?.offices?.[objective.office] ?? objective.office) : "";
  const cites = (objective.cites ?? []).map((cite) => cite.text ?? names?.cites?.[cite.id ?? ""] ?? "").filter((text) => text !== "");
  const indicators = objective.indicators ?? [];
  return new Table({
    ...sheet(columns),
    visuallyRightToLeft: rightToLeft,
    rows: [
      // The objective stands above the table's next page as well.
      new TableRow({ tableHeader: true, cantSplit: true, children: [cell([numbered(labels?.objective || word("objective"), number, objective.text)], 4, true)] }),
      ...(owner ? [fact(word("owner"), [owner])] : []),
      ...(cites.length ? [fact(word("answers"), cites)] : []),
      ...(indicators.length ? [new TableRow({ children: [labels?.indicator || word("indicator"), word("unit"), word("baseline"), word("targets")].map((text) => cell([text], 1, true)) })] : []),
      ...indicators.map(indicatorRow),
    ],
  });
}

const fact = (name: string, texts: string[]) => new TableRow({ cantSplit: true, children: [cell([name], 1, true), cell(texts, 3)] });

function indicatorRow(indicator: Indicator): TableRow {
  const source = [indicator.source, indicator.frequency].filter(Boolean).join(", ");
  return new TableRow({
    cantSplit: true,
    children: [
      cell([indicator.name ?? "", ...(source ? [word("source", { source })] : [])]),
      cell([indicator.unit ?? ""]),
      cell([figure(indicator.baseline, indicator.baseline_year)]),
      cell((indicator.targets ?? []).map((target) => figure(target.value, target.year))),
    ],
  });
}

/** figure is a value with its year; figures are written as they were entered, without grouping, so that they read back. */
const figure = (value: number | string | null | undefined, year: number | string | null | undefined) => (value == null || value === "" ? "–" : year ? `${value} (${year})` : String(value));

const cell = (texts: string[], columnSpan = 1, header = false) =>
  new TableCell({ columnSpan, children: texts.map((text) => plain(text, { spacing: { after: 40 } }, header ? { bold: true } : {})), ...(header ? { shading: shade } : {}) });
