/** A stable name for a text: equal texts, equal hashes. Not for secrets. */

/** FNV-1a over UTF-16 units in two lanes of 32 bits, the second stirred by the first; in hexadecimal. */
export function hashText(text: string): string {
  let low = 0x811c9dc5;
  let high = 0xcbf29ce4;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit ^ (low >>> 16), 0x01000193);
  }
  const hex = (half: number) => (half >>> 0).toString(16).padStart(8, "0");
  return hex(high) + hex(low);
}
