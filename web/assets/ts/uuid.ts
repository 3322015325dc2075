/** uuid makes a UUIDv7 (RFC 9562): its beginning is the time, so that rows sort by when they were written. A timeless one is a UUIDv4. */
export function uuid(timeless = false): string {
  const chance = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => hex(byte, 2)).join("");
  const time = timeless ? chance.slice(20) : hex(Date.now(), 12);
  const variant = "89ab"[parseInt(chance[3]!, 16) % 4]!;
  return `${time.slice(0, 8)}-${time.slice(8)}-${timeless ? 4 : 7}${chance.slice(0, 3)}-${variant}${chance.slice(4, 7)}-${chance.slice(8, 20)}`;
}

const hex = (n: number, digits: number) => n.toString(16).padStart(digits, "0");
