/**
 * Messages as they cross between JavaScript and Python: one JSON text, and one block of bytes.
 * Bytes inside a message are replaced by `{"$bytes": [from, to]}`. `flowbook/wire.py` is the other end.
 */

import type { InputValue, StoredValue } from "../../../model/value.ts";

/** A message on its way. */
export type Packed = readonly [text: string, block: Uint8Array];

const KEY = "$bytes";

/** Gathers the bytes of a message. The same bytes are taken once. */
class Block {
  readonly #places = new Map<Uint8Array, readonly [number, number]>();
  readonly #pieces: Uint8Array[] = [];
  #size = 0;

  place(bytes: Uint8Array): readonly [number, number] {
    const known = this.#places.get(bytes);
    if (known !== undefined) return known;
    const place = [this.#size, this.#size + bytes.byteLength] as const;
    this.#places.set(bytes, place);
    this.#pieces.push(bytes);
    this.#size = place[1];
    return place;
  }

  join(): Uint8Array {
    const joined = new Uint8Array(this.#size);
    let at = 0;
    for (const piece of this.#pieces) {
      joined.set(piece, at);
      at += piece.byteLength;
    }
    return joined;
  }
}

/** The message for Python. */
export function pack(message: unknown): Packed {
  const block = new Block();
  const text = JSON.stringify(message, (_key, value: unknown) => {
    if (value instanceof Uint8Array) return { [KEY]: block.place(value) };
    /* Values of our own side (JSON parameters) go as a text of their own: what is in them is data. */
    if (isPlainStored(value)) return isJson(value.value) ? asJson(value.value) : UNREADABLE;
    return value;
  });
  return [text ?? "null", block.join()];
}

function isPlainStored(value: unknown): value is Extract<StoredValue, { kind: "value" }> {
  return typeof value === "object" && value !== null && "value" in value && "kind" in value
    ? value.kind === "value"
    : false;
}

const asJson = (value: unknown) => ({ kind: "value", json: JSON.stringify(value ?? null) });

/** What a TypeScript task left at a place that both languages share may be more than JSON can say. */
const UNREADABLE: StoredValue = {
  kind: "failure",
  failure: {
    type: "TypeError",
    message:
      "This value was made by a TypeScript cell and is more than JSON can say (a Map, a Date, " +
      "NaN…), so Python cannot read it. Write plain data there.",
    stack: null,
  },
};

function isJson(value: unknown, depth = 0): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (value === undefined) return depth === 0;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || depth > 100) return false;
  const inner = (each: unknown): boolean => isJson(each, depth + 1);
  if (Array.isArray(value)) return value.every(inner);
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(inner);
}

/** The message of Python. Its bytes are copies of their own, fit to be sent on. */
export function unpack([text, block]: Packed): unknown {
  if (block.byteLength === 0) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || !(KEY in value)) return value;
    const place: unknown = value[KEY];
    if (!Array.isArray(place)) return value;
    const [from, to] = place.map(Number);
    return block.slice(from, to);
  });
}

/**
 * Inputs with the lists that several calls take items of put aside, so that each crosses once:
 * `{ from: "item", of: 3, index: 7 }` is item 7 of whole 3.
 */
export class Wholes {
  readonly list: InputValue[] = [];
  readonly #indices = new Map<InputValue, number>();

  of(inputs: Readonly<Record<string, InputValue>>): Record<string, unknown> {
    const packed: Record<string, unknown> = {};
    for (const name of Object.keys(inputs)) {
      const input = inputs[name];
      packed[name] =
        input?.from === "item" ? { ...input, of: this.#indexOf(input.of) } : (input ?? null);
    }
    return packed;
  }

  #indexOf(whole: InputValue): number {
    const known = this.#indices.get(whole);
    if (known !== undefined) return known;
    const index = this.list.push(whole) - 1;
    this.#indices.set(whole, index);
    return index;
  }
}
