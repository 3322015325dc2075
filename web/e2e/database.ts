// One embedded PostgreSQL for the whole run, with the demo in it. Tests share it and keep apart by analyses of
// their own, so that files may run side by side.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end, run, start } from "./server";

export default async function database() {
  const data = await mkdtemp(join(tmpdir(), "meridian-e2e-"));
  const child = await start("The database is ready.", ["database"], { MERIDIAN_DATA: data, DATABASE_URL: "" });
  process.env.DATABASE_URL = (await readFile(join(data, "database.url"), "utf8")).trim();
  await run("demo");
  return async () => {
    await end(child, "SIGTERM");
    await rm(data, { recursive: true, force: true });
  };
}
