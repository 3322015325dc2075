// The hands of whoever runs an analysis, by requests: what a test needs before it begins.
import { addItem, post, type BrowserContext, type Page, type Quadrant } from "./harness";

type Phase = "collecting" | "grouping" | "voting" | "closed";
const way: Phase[] = ["collecting", "grouping", "voting", "closed"];

/** begin goes on with a phase; from is the one that the board is in. */
export const beginPhase = (of: Page | BrowserContext, board: string, phase: Phase, from = way[way.indexOf(phase) - 1]!) =>
  post(of, `${board}/phase`, { phase, from });

/** setUp says how an analysis works; what is not given is as usual. */
export const setUp = (of: Page | BrowserContext, board: string, fields: Record<string, string>) =>
  post(of, `${board}/setup`, { authors: "office", reveal: "at_once", dots: "5", dots_per: "office", ...fields });

/** points are what a board of a university could hold, in its languages. */
export const points: [Quadrant, string, string?][] = [
  ["strength", "Sixty agreements with universities abroad, forty of them in use", "List of agreements, 2026"],
  ["strength", "Credits are recognised within a week"],
  ["strength", "غیر ملکی طلبہ کے لیے رہنمائی کا دفتر ہر روز کھلا ہے"],
  ["weakness", "Few courses are taught in English below the master’s level"],
  ["weakness", "No scholarships for students from abroad", "Only two in the last five years"],
  ["opportunity", "The new alliance of European universities looks for partners"],
  ["opportunity", "Employers of the region ask for graduates who have been abroad"],
  ["threat", "Visa rules change every year"],
  ["threat", "Donaudampfschifffahrtsgesellschaftskapitänsausbildung is moved to another university"],
];

/** fill writes the points on a board, in turn as the people given, and returns the ids. */
export async function fill(board: string, ...people: (Page | BrowserContext)[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [n, [quadrant, text, evidence]] of points.entries())
    ids.push(await addItem(people[n % people.length]!, board, quadrant, text, evidence));
  return ids;
}
