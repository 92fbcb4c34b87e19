/** How many bytes something takes in the store: an estimate, made without cloning or encoding it. */

/** What an object, or an item of one, takes beside what is in it. */
const PER_ENTRY = 8;

/**
 * Bytes of a value that can be cloned: texts as two bytes a character, numbers as eight, buffers and
 * blobs as long as they are, once however often they are referred to, and whole even where only a
 * view of a part is kept, as the clone is. Within a tenth of the truth for texts and buffers, and of
 * the right magnitude for the rest.
 * Nothing (undefined) takes nothing.
 * @param enough  past so many bytes it need not go on counting
 */
export function byteSize(value: unknown, enough = Infinity): number {
  if (value === undefined) return 0;
  const seen = new Set<object>();
  const open: unknown[] = [value];
  let bytes = 0;
  while (open.length > 0 && bytes <= enough) {
    const next = open.pop();
    if (typeof next === "string") bytes += next.length * 2;
    else if (typeof next === "bigint") bytes += next.toString(16).length / 2;
    else if (typeof next === "object" && next !== null) {
      if (seen.has(next)) continue;
      seen.add(next);
      bytes += PER_ENTRY + sizeInside(next, open, enough);
    } else bytes += PER_ENTRY;
  }
  return Math.ceil(bytes);
}

/** Bytes of what lies in an object itself; what else it refers to is put on `open`. */
function sizeInside(object: object, open: unknown[], enough: number): number {
  if (ArrayBuffer.isView(object)) {
    open.push(object.buffer);
    return 0;
  }
  if (object instanceof ArrayBuffer) return object.byteLength;
  if (typeof SharedArrayBuffer !== "undefined" && object instanceof SharedArrayBuffer) {
    return object.byteLength;
  }
  if (typeof Blob !== "undefined" && object instanceof Blob) return object.size;
  if (Array.isArray(object)) {
    /* The places of a long list alone are enough: it need not be taken apart. */
    if (object.length * PER_ENTRY <= enough) for (const item of object) open.push(item);
    return object.length * PER_ENTRY;
  }
  if (object instanceof Map) {
    for (const [key, item] of object) open.push(key, item);
    return 0;
  }
  if (object instanceof Set) {
    for (const item of object) open.push(item);
    return 0;
  }
  if (object instanceof Error) open.push(object.message, object.stack);
  for (const [key, item] of Object.entries(object)) open.push(key, item);
  return 0;
}
