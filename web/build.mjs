// Bundles what the browser gets into dist/, which the Go program embeds.
// Names carry no hash here: the server gives every file a hashed address at start.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await mkdir(here("dist"), { recursive: true });

await Promise.all([
  build({
    // A script and a style may have the same name.
    entryPoints: ["ts/board", "ts/people", "ts/method", "ts/draft", "ts/draft-editor", "ts/versions", "ts/strategies", "ts/word-import", "ts/word-export", "ts/site", "css/app", "css/pages", "css/method", "css/draft"].map((path) => {
    entryPoints: ["ts/board", "ts/people", "ts/method", "ts/draft", "ts/draft-editor", "ts/versions", "ts/word-import", "ts/word-export", "ts/site", "css/app", "css/pages", "css/method", "css/draft"].map((path) => {
      const [kind, name] = path.split("/");
      return { in: here(`assets/${path}.${kind}`), out: name };
    }),
    outdir: here("dist"),
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome123", "firefox125", "safari17.5"],
    legalComments: "none",
    logLevel: "warning",
  }),
  build({
    // What the server itself runs to apply the steps of the editors; its engine knows ECMAScript 2017.
    entryPoints: [here("assets/ts/richtext/engine.ts")],
    outfile: here("dist/engine.js"),
    bundle: true,
    minify: true,
    format: "iife",
    globalName: "richtext",
    target: "es2017",
    legalComments: "none",
    logLevel: "warning",
  }),
  ...["icons.svg", "favicon.svg"].map((name) => copyFile(here(`assets/${name}`), here(`dist/${name}`))),
]);
