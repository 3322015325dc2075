// A ZIP of parts that are already known, not compressed: what is handed to mammoth holds only what was measured here.

/** pack makes a ZIP of texts by name. Its checksums are 0, which mammoth's reader does not look at. */
export function pack(texts: Map<string, string>): ArrayBuffer {
  const encoder = new TextEncoder();
  const parts = [...texts].map(([name, text]) => ({ name: encoder.encode(name), data: encoder.encode(text) }));
  const locals = parts.reduce((sum, part) => sum + 30 + part.name.length + part.data.length, 0);
  const entries = parts.reduce((sum, part) => sum + 46 + part.name.length, 0);
  const bytes = new Uint8Array(locals + entries + 22);
  const view = new DataView(bytes.buffer);
  let local = 0;
  let entry = locals;
  for (const { name, data } of parts) {
    view.setUint32(entry, 0x02014b50, true);
    view.setUint32(entry + 42, local, true);
    sizes(view, entry + 20, data.length, name.length);
    bytes.set(name, entry + 46);
    entry += 46 + name.length;

    view.setUint32(local, 0x04034b50, true);
    sizes(view, local + 18, data.length, name.length);
    bytes.set(name, local + 30);
    bytes.set(data, local + 30 + name.length);
    local += 30 + name.length + data.length;
  }
  view.setUint32(entry, 0x06054b50, true);
  view.setUint16(entry + 8, parts.length, true);
  view.setUint16(entry + 10, parts.length, true);
  view.setUint32(entry + 12, entries, true);
  view.setUint32(entry + 16, locals, true);
  return bytes.buffer;
}

/** sizes writes both sizes and the length of the name, which stand one after another in both kinds of header. */
function sizes(view: DataView, at: number, data: number, name: number): void {
  view.setUint32(at, data, true);
  view.setUint32(at + 4, data, true);
  view.setUint16(at + 8, name, true);
}
