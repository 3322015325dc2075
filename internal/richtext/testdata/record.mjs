// Records what ProseMirror itself says of documents and positions, for the tests of this folder's package:
//   node internal/richtext/testdata/record.mjs > internal/richtext/testdata/prosemirror.json
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
const web = new URL("../../../web/package.json", import.meta.url);
const require = createRequire(web);
const { buildSync } = require("esbuild");
const { Transform } = require("prosemirror-transform");
const source = fileURLToPath(new URL("assets/ts/richtext/schema.ts", web));
const built = buildSync({ entryPoints: [source], bundle: true, write: false, format: "cjs", platform: "node", external: ["prosemirror-model"] });
const module = { exports: {} };
new Function("module", "exports", "require", built.outputFiles[0].text)(module, module.exports, require);
const { schema } = module.exports;

let seed = 20;
const random = (n) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 4294967296) * n);
};
const pick = (list) => list[random(list.length)];
const words = ["goal", "plan ", "é", "اردو ", "学", "🙂", "👩‍🎓", "𝒳", "\"<&>\"", "a\\b"];
const text = () => schema.text(Array.from({ length: 1 + random(6) }, () => pick(words)).join(""), pick([[], [], [schema.mark("strong")], [schema.mark("em"), schema.mark("strong")], [schema.mark("link", { href: "https://example.org/?a=1&b=2" })]]));
const inline = () => Array.from({ length: random(4) }, () => (random(6) ? text() : schema.node("hard_break")));
const paragraph = () => schema.node("paragraph", null, inline());
const block = (depth) => {
  const kind = depth > 2 ? 0 : random(8);
  if (kind === 1) return schema.node("heading", { level: 1 + random(3) }, inline());
  if (kind === 2) return schema.node("blockquote", null, [block(depth + 1)]);
  if (kind === 3) return schema.node("bullet_list", null, [schema.node("list_item", null, [paragraph(), block(depth + 1)])]);
  if (kind === 4) return schema.node("ordered_list", { order: 1 + random(9) }, [schema.node("list_item", null, [paragraph()])]);
  if (kind === 5) return schema.node("table", null, [schema.node("table_row", null, [schema.node("table_header", { colspan: 1 + random(2), colwidth: pick([null, [120]]) }, [paragraph()]), schema.node("table_cell", null, [block(depth + 1)])])]);
  return paragraph();
};

const documents = [];
const maps = [];
for (let i = 0; i < 40; i++) {
  const doc = schema.node("doc", null, Array.from({ length: 1 + random(4) }, () => block(0)));
  doc.check();
  documents.push({ json: doc.toJSON(), size: doc.nodeSize });
  const tr = new Transform(doc);
  for (let n = 0; n < 6; n++) {
    const before = tr.steps.length;
    const at = random(tr.doc.content.size + 1), to = Math.min(tr.doc.content.size, at + random(12));
    try {
      const $at = tr.doc.resolve(at);
      if ($at.parent.inlineContent && random(2)) tr.insert(at, text());
      else if (random(3) === 0) tr.wrap($at.blockRange(), [{ type: schema.nodes.blockquote }]);
      else tr.delete(at, to);
    } catch {
      continue;
    }
    for (const step of tr.steps.slice(before)) {
      const map = step.getMap();
      const results = [];
      for (let p = 0; p < 10; p++) {
        const pos = random(doc.content.size + 4), assoc = p % 2 ? 1 : -1;
        results.push([pos, assoc, map.map(pos, assoc)]);
      }
      for (const r of [map.ranges[0], map.ranges[0] + map.ranges[1]]) if (r >= 0) for (const assoc of [-1, 1]) results.push([r, assoc, map.map(r, assoc)]);
      maps.push({ ranges: map.ranges, results });
    }
  }
}
process.stdout.write(JSON.stringify({ documents, maps }) + "\n");
