// Bundles what the browser gets into dist/, which the Go program embeds.
// Names carry no hash here: the server gives every file a hashed address at start.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await mkdir(here("dist"), { recursive: true });

await Promise.all([
  build({
    entryPoints: {
      board: here("assets/ts/board.ts"),
      people: here("assets/ts/people.ts"),
      method: here("assets/ts/method.ts"),
      site: here("assets/ts/site.ts"),
      app: here("assets/css/app.css"),
      pages: here("assets/css/pages.css"),
      method: here("assets/css/method.css"),
    },
    outdir: here("dist"),
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome123", "firefox125", "safari17.5"],
    legalComments: "none",
    logLevel: "warning",
  }),
  ...["icons.svg", "favicon.svg"].map((name) => copyFile(here(`assets/${name}`), here(`dist/${name}`))),
]);
