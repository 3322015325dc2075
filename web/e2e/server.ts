// Processes of Meridian: the ones under test are the program itself, as it is built, never a stand-in.
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** root is the repository: the program finds PostgreSQL's binaries below it. */
export const root = here("../..");
export const binary = process.env.MERIDIAN_BINARY || here("../../bin/meridian");

const alive = new Set<ChildProcess>();
process.on("exit", () => alive.forEach((child) => child.kill("SIGKILL")));

/** start runs the program and resolves with its output so far once that contains the words. */
export async function start(words: string, args: string[], env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(binary, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  alive.add(child);
  child.once("exit", () => alive.delete(child));
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`meridian ${args.join(" ")} ${why}:\n${said}`));
    const deadline = setTimeout(() => (child.kill("SIGKILL"), fail("was not ready after 60 s")), 60_000);
    child.once("error", (error) => fail(String(error)));
    child.once("exit", (code) => (clearTimeout(deadline), fail(`ended with ${code}`)));
    const hear = (data: Buffer) => {
      if (said.length < 20_000) said += data;
      if (said.includes(words)) (clearTimeout(deadline), resolve());
    };
    child.stdout!.on("data", hear);
    child.stderr!.on("data", hear);
  });
  return child;
}

/** end waits until the process has gone. */
export async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await gone;
}

/** run runs one command of the program against the tests' database and returns what it prints. */
export async function run(...args: string[]): Promise<string> {
  return (await promisify(execFile)(binary, args, { cwd: root })).stdout;
}

/** Server is one `meridian serve` on the tests' one database. It keeps its port through kill and restart. */
export class Server {
  private constructor(
    readonly port: number,
    private child: ChildProcess,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  static async start(): Promise<Server> {
    const port = await freePort();
    return new Server(port, await serve(port));
  }

  /** kill ends the process as a power cut would. */
  kill(): Promise<void> {
    return end(this.child, "SIGKILL");
  }

  /** stop ends it in order, as a new release does. */
  stop(): Promise<void> {
    return end(this.child, "SIGTERM");
  }

  /** restart brings it back under the same address. */
  async restart(): Promise<void> {
    this.child = await serve(this.port);
  }
}

function serve(port: number): Promise<ChildProcess> {
  return start("Meridian is ready at http://", ["serve"], {
    MERIDIAN_ADDR: `127.0.0.1:${port}`,
    MERIDIAN_INTERNAL_ADDR: "127.0.0.1:0",
    MERIDIAN_BASE_URL: "",
    MERIDIAN_DEMO: "1",
  });
}

/** freePort lies below the range from which outgoing connections take theirs, so that it is still free at a restart. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once("error", () => resolve(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
}
