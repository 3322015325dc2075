// Bundles what the browser gets into dist/, which the Go program embeds.
// Names carry no hash here: the server gives every file a hashed address at start.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await mkdir(here("dist"), { recursive: true });

await Promise.all([
  build({
    // Two entries share a name where a module and a style belong together.
    entryPoints: [
      ...["board", "people", "method", "site"].map((out) => ({ in: here(`assets/ts/${out}.ts`), out })),
      ...["app", "pages", "method"].map((out) => ({ in: here(`assets/css/${out}.css`), out })),
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
