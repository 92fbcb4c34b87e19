/**
 * Tells whether two large values are one, to the last byte, so that what is passed on from task to task is
 * stored once. Unlike `hashOf`, which calls equal what a cache may take for equal.
 */

import type { StoredValue } from "../model/value.ts";

/** Deeper values are taken for values of their own: nobody is to run out of stack here. */
const DEEPEST = 100;

/** A part of it cannot be told exactly. */
class Untellable extends Error {}

/**
 * A text that only a value like this one has; null where none can be given: of errors and the like, and
 * where two parts are one object, for its copies would still be. 128 bits, and no proof against somebody
 * who wants two values to be alike: they would deceive their own run, and nobody else's.
 */
export function fingerprintOf(stored: StoredValue): string | null {
  if (stored.kind === "failure") return null;
  const print = new Print();
  try {
    if (stored.kind === "value") print.value(stored.value);
    else print.value([stored.bytes, stored.buffers, stored.json]);
  } catch (error) {
    if (error instanceof Untellable) return null;
    throw error;
  }
  return `${stored.kind}:${print.end()}`;
}

/** What follows in the stream of words. */
const TAG = { text: 1, number: 2, bigint: 3, true: 4, false: 5, nothing: 6, null: 7, hole: 8 };

class Print {
  readonly #lanes = new Uint32Array([0x9747b28c, 0x243f6a88, 0xb7e15162, 0x51ed270b]);
  readonly #seen = new Set<object>();
  readonly #number = new Float64Array(1);
  readonly #halves = new Uint32Array(this.#number.buffer);
  readonly #letters = new Uint16Array(4096);

  /** Takes in a value, and how it is put together. */
  value(value: unknown, depth = 0): void {
    switch (typeof value) {
      case "string":
        return this.#text(value);
      case "number":
        return this.#tagged(TAG.number, value);
      case "boolean":
        return this.#words([value ? TAG.true : TAG.false]);
      case "undefined":
        return this.#words([TAG.nothing]);
      case "bigint":
        this.#words([TAG.bigint]);
        return this.#text(value.toString(16));
      case "object":
        return value === null ? this.#words([TAG.null]) : this.#object(value, depth);
      default:
        throw new Untellable();
    }
  }

  end(): string {
    /* What came last has gone through all lanes. */
    this.#words(new Uint8Array(16));
    return [...this.#lanes].map((lane) => lane.toString(16).padStart(8, "0")).join("");
  }

  #object(value: object, depth: number): void {
    if (this.#seen.has(value) || depth > DEEPEST) throw new Untellable();
    this.#seen.add(value);
    this.#text(Object.prototype.toString.call(value));
    const inside = (part: unknown) => this.value(part, depth + 1);
    if (Array.isArray(value)) return this.#list(value, inside);
    if (ArrayBuffer.isView(value)) {
      /* With all of its buffer, as its copy has it. */
      const { buffer, byteOffset, byteLength } = value;
      return [byteOffset, byteLength, buffer].forEach(inside);
    }
    if (value instanceof ArrayBuffer) return this.#buffer(value);
    if (value instanceof Date) return inside(value.getTime());
    if (value instanceof Set) return this.#list([...value], inside);
    if (value instanceof Map) return this.#list([...value].flat(), inside);
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) throw new Untellable();
    this.#list(Object.entries(value).flat(), inside);
  }

  #list(list: readonly unknown[], inside: (part: unknown) => void): void {
    this.#tagged(TAG.number, list.length);
    for (let at = 0; at < list.length; at++) {
      if (at in list) inside(list[at]);
      else this.#words([TAG.hole]);
    }
  }

  #buffer(buffer: ArrayBuffer): void {
    const rest = buffer.byteLength % 4;
    const whole = buffer.byteLength - rest;
    this.#tagged(TAG.number, buffer.byteLength);
    this.#words(new Uint32Array(buffer, 0, whole / 4));
    this.#words(new Uint8Array(buffer, whole, rest));
  }

  #text(text: string): void {
    this.#tagged(TAG.text, text.length);
    const letters = this.#letters;
    for (let from = 0; from < text.length; from += letters.length) {
      const count = Math.min(letters.length, text.length - from);
      for (let at = 0; at < count; at++) letters[at] = text.charCodeAt(from + at);
      this.#words(count === letters.length ? letters : letters.subarray(0, count));
    }
  }

  #tagged(tag: number, value: number): void {
    this.#number[0] = value;
    this.#words([tag, this.#halves[0] ?? 0, this.#halves[1] ?? 0]);
  }

  /** By index, and with the lanes in variables: a hundred megabytes are 25 million words. */
  #words(words: ArrayLike<number>): void {
    const lanes = this.#lanes;
    let [a = 0, b = 0, c = 0, d = 0] = lanes;
    for (let at = 0; at < words.length; at++) {
      const next = stir(a, words[at] ?? 0, b);
      a = (b + Math.imul(next, 0x85ebca6b)) | 0;
      b = c;
      c = d;
      d = next;
    }
    lanes.set([a, b, c, d]);
  }
}

/** As MurmurHash3 does it, with a little of the lane beside. */
function stir(lane: number, word: number, beside: number): number {
  let mixed = Math.imul(word, 0xcc9e2d51);
  mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
  mixed ^= lane ^ (beside >>> 16);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}
