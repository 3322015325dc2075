// Bundles what the browser gets into dist/, which the Go program embeds.
// Names carry no hash here: the server gives every file a hashed address at start.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await mkdir(here("dist"), { recursive: true });

await Promise.all([
  build({
    entryPoints: [
      { in: here("assets/ts/board.ts"), out: "board" },
      { in: here("assets/ts/people.ts"), out: "people" },
      { in: here("assets/ts/method.ts"), out: "method" },
      { in: here("assets/ts/site.ts"), out: "site" },
      { in: here("assets/css/app.css"), out: "app" },
      { in: here("assets/css/pages.css"), out: "pages" },
      { in: here("assets/css/method.css"), out: "method" },
    ],
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
