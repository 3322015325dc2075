// What the server's engine (goja) does differently from the standard, mended before ProseMirror is loaded: this file
// is imported first. Both repairs stay out of the browser's bundle.

// Where a match is followed by an empty one, goja's split gives an empty part too many, and ProseMirror reads the
// content expressions of a schema with just such a pattern. The standard's own algorithm, only where the engine errs.
if ("a |b".split(/\s*(?=\b|\W|$)/).length !== 3) {
  RegExp.prototype[Symbol.split] = function (this: RegExp, value: string, limit?: number): string[] {
    const text = String(value);
    const most = limit === undefined ? 0xffffffff : limit >>> 0;
    const pattern = new RegExp(this.source, `${this.flags.replace(/[gy]/g, "")}y`);
    const parts: string[] = [];
    if (most === 0) return parts;
    if (text === "") return pattern.test("") ? parts : [""];
    let begun = 0;
    for (let at = 0; at < text.length; ) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      const end = match === null ? 0 : Math.min(pattern.lastIndex, text.length);
      if (match === null || end === begun) {
        at += 1;
        continue;
      }
      parts.push(text.slice(begun, at), ...match.slice(1));
      if (parts.length >= most) return parts.slice(0, most);
      begun = at = end;
    }
    parts.push(text.slice(begun));
    return parts;
  };
}

// goja's WeakMap never frees a value that leads back to its key. ProseMirror's cache of resolved positions is one
// (document, its positions, the document), so that every document ever touched would stay. Kept on the key instead.
class KeptOnTheKey<K extends object, V> {
  private readonly place = Symbol("weak");
  get(key: K): V | undefined {
    return (key as Record<symbol, V>)[this.place];
  }
  has(key: K): boolean {
    return Object.prototype.hasOwnProperty.call(key, this.place);
  }
  set(key: K, value: V): this {
    Object.defineProperty(key, this.place, { value, writable: true, configurable: true });
    return this;
  }
  delete(key: K): boolean {
    return this.has(key) && Reflect.deleteProperty(key, this.place);
  }
}
Object.assign(globalThis, { WeakMap: KeptOnTheKey });

export {};
