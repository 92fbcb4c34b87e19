/** One hash for equal values: how the cache tells whether an input is the one of before. */

import { hashBytes, hashText } from "../model/hash.ts";
import type { InputValue, StoredValue } from "../model/value.ts";

/** Equal values give equal hashes, whatever the order of their keys. */
export const hashOf = (input: InputValue): string => hashText(textOfInput(input));

/** Whether two stored values are equal, as far as a cache can tell. */
export const isEqual = (one: StoredValue, other: StoredValue): boolean =>
  hashOf({ from: "value", value: one }) === hashOf({ from: "value", value: other });

function textOfInput(input: InputValue): string {
  switch (input.from) {
    case "none":
      return "none";
    case "value":
      return textOfStored(input.value);
    case "list":
      return `[${input.of.map(textOfInput).join(",")}]`;
    case "item":
      return `${textOfInput(input.of)}[${input.index}]`;
    case "flat":
      return `flat(${textOfInput(input.of)})`;
  }
}

function textOfStored(stored: StoredValue): string {
  switch (stored.kind) {
    case "value":
      return textOf(stored.value);
    case "failure":
      return `failure:${stored.failure.type}:${JSON.stringify(stored.failure.message)}`;
    case "bytes":
      /* Equal values may be encoded in several ways, dictionaries above all; JSON says what is in them. */
      return stored.json === undefined
        ? `bytes:${[stored.bytes, ...(stored.buffers ?? [])].map(textOfBytes).join(";")}`
        : textOf(JSON.parse(stored.json));
  }
}

/** Megabytes are hashed as they are: their text would take many times as much. */
const textOfBytes = (bytes: Uint8Array): string => `${bytes.byteLength}:${hashBytes(bytes)}`;

/** A canonical text of plain data; kinds that print alike are told apart. */
function textOf(value: unknown): string {
  if (value === null || typeof value !== "object") {
    return typeof value === "string" ? JSON.stringify(value) : `${typeof value}:${String(value)}`;
  }
  if (Array.isArray(value)) return `[${value.map(textOf).join(",")}]`;
  if (value instanceof Date) return `date:${value.getTime()}`;
  if (value instanceof Set) return `set:${[...value].map(textOf).toSorted().join(",")}`;
  if (value instanceof Map) return `map:${entriesText([...value].map(([k, v]) => [textOf(k), v]))}`;
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value;
    const kind = Object.prototype.toString.call(value);
    return `${kind}:${textOfBytes(new Uint8Array(buffer, byteOffset, byteLength))}`;
  }
  return `{${entriesText(Object.entries(value))}}`;
}

const entriesText = (entries: readonly (readonly [string, unknown])[]): string =>
  entries
    .map(([key, value]) => `${JSON.stringify(key)}:${textOf(value)}`)
    .toSorted()
    .join(",");
