// Bundles what the browser gets into dist/, which the Go program embeds.
// Names carry no hash here: the server gives every file a hashed address at start.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await mkdir(here("dist"), { recursive: true });

await Promise.all([
  build({
    // A list: a script and a style sheet may have the same name.
    entryPoints: ["ts/board", "ts/people", "ts/method", "ts/site", "css/app", "css/pages", "css/method"].map((name) => ({
      in: here(`assets/${name}.${name.split("/")[0]}`),
      out: name.split("/")[1],
    })),
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
