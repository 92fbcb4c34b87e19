/** Bytes as letters of an address and back (base64url), and the checksum of them. */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES: ReadonlyMap<string, number> = new Map(
  Array.from(LETTERS).map((letter, i) => [letter, i]),
);

/** Three bytes to four letters; no padding. */
export function toLetters(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const rest = Math.min(3, bytes.length - at);
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let i = 0; i <= rest; i++) parts.push(LETTERS.charAt((bits >> (18 - 6 * i)) & 63));
  }
  return parts.join("");
}

/** @returns null: not such letters, or bits are left over that no bytes leave */
export function fromLetters(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of text) {
    const value = VALUES.get(letter);
    if (value === undefined) return null;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at++] = (bits >> held) & 0xff;
  }
  return (bits & ((1 << held) - 1)) === 0 ? bytes : null;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 as zip and PNG have it, over a letter and then bytes; the low `size` bytes of it. */
export function checksum(kind: string, bytes: Uint8Array, size: number): Uint8Array {
  let crc = 0xffffffff;
  const take = (byte: number) => {
    crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  };
  take(kind.charCodeAt(0));
  /* By index: an iterator takes eight times as long. */
  for (let i = 0; i < bytes.length; i++) take(bytes[i] ?? 0);
  crc = ~crc >>> 0;
  return Uint8Array.from({ length: size }, (_, i) => (crc >>> (8 * i)) & 0xff);
}
