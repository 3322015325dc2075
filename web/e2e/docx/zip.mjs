// A ZIP file for the tests: parts as Word packs them, or wrong on purpose.
import { crc32, deflateRawSync } from "node:zlib";

/**
 * zip packs parts, an object of texts or bytes by name. lie may change what is said about each part:
 * { flags, unpacked } by name.
 */
export function zip(parts, lie = {}) {
  const locals = [];
  const entries = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content);
    const packed = deflateRawSync(data, { level: 9 });
    const said = { flags: 0, unpacked: data.length, ...lie[name] };
    const label = Buffer.from(name);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0); // version
    about.writeUInt16LE(said.flags, 2);
    about.writeUInt16LE(8, 4); // deflate
    about.writeUInt16LE(0x21, 8); // 1 January 1980, as Word writes it
    about.writeUInt32LE(crc32(data), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(said.unpacked, 18);
    about.writeUInt16LE(label.length, 22);
    const entry = Buffer.alloc(46);
    entry.write("PK\x01\x02\x14\x00", "latin1");
    about.copy(entry, 6);
    entry.writeUInt32LE(offset, 42);
    const local = [Buffer.from("PK\x03\x04", "latin1"), about, label, packed];
    locals.push(...local);
    entries.push(entry, label);
    offset += local.reduce((sum, part) => sum + part.length, 0);
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  const count = Object.keys(parts).length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
