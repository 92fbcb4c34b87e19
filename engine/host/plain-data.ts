/**
 * Whether a value that came from a sandboxed worker is data and nothing but data, and how big it is.
 * A port, a blob or a handle in it could not be stored, or would be a way back to its sender.
 */

import { malformed } from "./guards.ts";

/** The most that one value may take, in rough bytes. */
const MAX_VALUE_SIZE = 128 * 1024 * 1024;

const MAX_ITEMS = 10_000_000;

const leafSize = (value: unknown): number => {
  switch (typeof value) {
    case "string":
      return 8 + 2 * value.length;
    case "number":
    case "boolean":
    case "undefined":
      return 8;
    case "bigint":
      return 8 + Math.ceil(value.toString(16).length / 2);
    case "object":
      return value === null ? 8 : -1;
    default:
      return -1;
  }
};

/**
 * The rough size of a value in bytes.
 * @throws FlowbookError `badMessage` if any part of it is not plain data, or it is too big.
 */
export function checkPlainData(value: unknown, what: string, max = MAX_VALUE_SIZE): number {
  const size = leafSize(value);
  const total = size >= 0 ? size : sizeOfTree(value, what, max);
  if (total > max) throw malformed(what, `smaller than ${max} bytes`);
  return total;
}

function sizeOfTree(root: unknown, what: string, max: number): number {
  const seen = new Set<object>();
  const pending: object[] = [];
  let total = 0;
  const visit = (value: unknown) => {
    const size = leafSize(value);
    if (size >= 0) total += size;
    else if (typeof value !== "object" || value === null) throw malformed(what, "plain data");
    else if (!seen.has(value)) {
      seen.add(value);
      pending.push(value);
    }
  };
  visit(root);
  for (let each = pending.pop(); each !== undefined; each = pending.pop()) {
    total += 16 + sizeOfOwn(each, visit, what);
    if (total > max) throw malformed(what, `smaller than ${max} bytes`);
  }
  return total;
}

/** Bytes an object takes without what it holds; what it holds is visited. */
function sizeOfOwn(value: object, visit: (held: unknown) => void, what: string): number {
  if (Array.isArray(value)) return sizeOfArray(value, visit, what);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) {
    let size = 0;
    for (const [key, held] of Object.entries(value)) {
      size += 8 + 2 * key.length;
      visit(held);
    }
    return size;
  }
  if (value instanceof Map) {
    for (const [key, held] of value) {
      visit(key);
      visit(held);
    }
    return 16 * value.size;
  }
  if (value instanceof Set) {
    for (const held of value) visit(held);
    return 8 * value.size;
  }
  if (value instanceof ArrayBuffer) return value.byteLength;
  if (ArrayBuffer.isView(value)) {
    visit(value.buffer);
    return 0;
  }
  if (value instanceof Error) {
    for (const key of Object.getOwnPropertyNames(value)) visit(Reflect.get(value, key));
    return 64;
  }
  if (LEAVES.some((leaf) => value instanceof leaf)) return 64;
  throw malformed(what, "plain data");
}

function sizeOfArray(
  value: readonly unknown[],
  visit: (held: unknown) => void,
  what: string,
): number {
  if (value.length > MAX_ITEMS) throw malformed(what, `a list of at most ${MAX_ITEMS} items`);
  /* Indices come first, so a named property of an array, if any, is the last key. */
  const last = Object.keys(value).at(-1);
  if (last !== undefined && !/^\d+$/.test(last)) throw malformed(what, "a list without names");
  for (const held of value) visit(held);
  return 8 * value.length;
}

const LEAVES = [Date, RegExp, Boolean, Number, String, BigInt];
