// What stands in a ZIP file, read from its central directory (PKWARE's APPNOTE.TXT, 4.3.12 and 4.3.16), and one part of
// it unpacked. Nothing here believes what a file says about itself: sizes are compared with what really comes out.
import { Unreadable } from "./words";

const mega = 1024 * 1024;
/** The largest file that is read, in bytes. */
export const largestFile = 20 * mega;
const mostParts = 5_000;
const mostUnpacked = 100 * mega;
// Deflate cannot do better than 1,032 to 1, and text reaches a tenth of that; small parts of zeros are harmless.
const suspectRatio = 250;
const suspectSize = 10 * mega;

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endLength = 22;
const longestComment = 0xffff;
const stored = 0;
const deflated = 8;

/** Part is one file in the ZIP; sizes in bytes, as declared. */
export interface Part {
  name: string;
  method: number;
  packed: number;
  unpacked: number;
  offset: number; // of its local header
}

/** directory lists the parts of a ZIP by name. It throws Unreadable for what is no ZIP, is locked or would burst. */
export function directory(bytes: Uint8Array): Map<string, Part> {
  if (bytes.length > largestFile) throw new Unreadable("too-large");
  if (isCompound(bytes)) throw new Unreadable("old-or-locked");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end < 0) throw new Unreadable("not-word");
  const count = view.getUint16(end + 10, true);
  if (count > mostParts) throw new Unreadable("too-many-parts");
  const parts = new Map<string, Part>();
  let total = 0;
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < count; n++) {
    if (at + 46 > end || view.getUint32(at, true) !== entrySignature) throw new Unreadable("damaged");
    if (view.getUint16(at + 8, true) & 1) throw new Unreadable("locked");
    const nameLength = view.getUint16(at + 28, true);
    const part: Part = {
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    total += part.unpacked;
    if (total > mostUnpacked || (part.unpacked > suspectSize && part.unpacked > part.packed * suspectRatio)) throw new Unreadable("too-much-inside");
    parts.set(part.name, part);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

/** unpack returns the bytes of a part; a part that holds more than it declared is not unpacked further. */
export async function unpack(bytes: Uint8Array<ArrayBuffer>, part: Part): Promise<Uint8Array<ArrayBuffer>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (part.offset + 30 > bytes.length || view.getUint32(part.offset, true) !== localSignature) throw new Unreadable("damaged");
  const start = part.offset + 30 + view.getUint16(part.offset + 26, true) + view.getUint16(part.offset + 28, true);
  const packed = bytes.subarray(start, start + part.packed);
  if (part.method === stored) return packed.length === part.unpacked ? packed : Promise.reject(new Unreadable("damaged"));
  if (part.method !== deflated) throw new Unreadable("damaged");

  const out = new Uint8Array(part.unpacked);
  let length = 0;
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => Promise.reject(new Unreadable("damaged")));
    if (done) break;
    if (length + value.length > out.length) {
      await reader.cancel().catch(() => {});
      throw new Unreadable("too-much-inside");
    }
    out.set(value, length);
    length += value.length;
  }
  if (length !== out.length) throw new Unreadable("damaged");
  return out;
}

/** isCompound knows the container of .doc files and of .docx files with a password (MS-CFB, 2.2). */
const isCompound = (bytes: Uint8Array) => [0xd0, 0xcf, 0x11, 0xe0].every((byte, n) => bytes[n] === byte);

function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - endLength - longestComment);
  for (let at = view.byteLength - endLength; at >= first; at--) if (view.getUint32(at, true) === endSignature) return at;
  return -1;
}
