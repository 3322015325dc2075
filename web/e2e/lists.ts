// Files and tables that come from elsewhere into an institution of a test's own.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, run } from "./server";

/** imported brings lines of a file into an institution by a command. */
export async function imported(what: "offices" | "people", lines: string[], institution: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "meridian-e2e-"));
  const file = join(folder, "lines.csv");
  await writeFile(file, lines.join("\n"));
  await run("import", what, file, "--institution", institution);
  await rm(folder, { recursive: true });
}

interface Unit { unit: string; unit_code: string; items: { quadrant: string; text: string }[] }
export interface List { slug: string; name: string; items: { quadrant: string; text: string }[] }

/** listsOf are the lists that a real university's units made, as the demo's data has them. */
export async function listsOf(institution: string): Promise<List[]> {
  const { swots } = JSON.parse(await readFile(join(root, "internal/app/demo/universities.json"), "utf8")) as { swots: { institution: string; units: Unit[] }[] };
  const { units } = swots.find((one) => one.institution === institution)!;
  return units.map(({ unit, unit_code, items }) => ({ slug: unit_code.toLowerCase(), name: unit, items }));
}
