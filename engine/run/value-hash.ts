/** One hash for equal values: how the cache tells whether an input is the one of before. */

import { hashText } from "../model/hash.ts";
import type { InputValue, StoredValue } from "../model/value.ts";

/** Equal values give equal hashes, whatever the order of their keys. */
export const hashOf = (input: InputValue): string => hashText(textOfInput(input));

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
        : `json:${textOf(JSON.parse(stored.json))}`;
  }
}

/** A unit for each byte. */
function textOfBytes(bytes: Uint8Array): string {
  const parts: string[] = [`${bytes.byteLength}:`];
  for (let at = 0; at < bytes.length; at += 0x2000) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x2000)));
  }
  return parts.join("");
}

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
    return `bytes:${new Uint8Array(value.buffer, value.byteOffset, value.byteLength).join(",")}`;
  }
  return `{${entriesText(Object.entries(value))}}`;
}

const entriesText = (entries: readonly (readonly [string, unknown])[]): string =>
  entries
    .map(([key, value]) => `${JSON.stringify(key)}:${textOf(value)}`)
    .toSorted()
    .join(",");
