/** Tells whether two large values are one, so that what is passed on from task to task is stored once. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { StoredValue } from "../model/value.ts";

/** Code units that are turned into bytes at a time. */
const PIECE = 65_536;

/**
 * A text that only an equal value has, for what is large in the first place: bytes, texts, and what a
 * language encoded. null for anything else. By SHA-256: nobody can make two values that are taken for one.
 */
export function digestOf(stored: StoredValue): string | null {
  if (stored.kind === "bytes") {
    const { bytes, buffers, json } = stored;
    return hashOf("bytes", [bytes, ...(buffers ?? []), ...(json === undefined ? [] : [json])]);
  }
  if (stored.kind !== "value") return null;
  const { value } = stored;
  if (typeof value === "string") return hashOf("text", [value]);
  if (value instanceof ArrayBuffer) return hashOf("buffer", [new Uint8Array(value)]);
  if (!ArrayBuffer.isView(value) || !(value.buffer instanceof ArrayBuffer)) return null;
  /* With all of its buffer, as its copy has it. */
  const { buffer, byteOffset, byteLength } = value;
  const kind = `${Object.prototype.toString.call(value)} ${byteOffset} ${byteLength}`;
  return hashOf(kind, [new Uint8Array(buffer)]);
}

/** Each part with its length before it, so that no two lists of parts read the same. */
function hashOf(kind: string, parts: readonly (Uint8Array | string)[]): string {
  const hash = sha256.create();
  const name = (text: string) => hash.update(new TextEncoder().encode(text));
  name(`${kind};${parts.length};`);
  for (const part of parts) {
    name(`${typeof part} ${part.length};`);
    if (typeof part !== "string") hash.update(part);
    else for (const piece of piecesOf(part)) hash.update(piece);
  }
  return bytesToHex(hash.digest());
}

/** As it is in memory: UTF-8 has no halves of surrogate pairs. */
function* piecesOf(text: string): Generator<Uint8Array> {
  for (let from = 0; from < text.length; from += PIECE) {
    const count = Math.min(PIECE, text.length - from);
    const units = Uint16Array.from({ length: count }, (_, at) => text.charCodeAt(from + at));
    yield new Uint8Array(units.buffer);
  }
}
