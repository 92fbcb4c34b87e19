/**
 * The smallest checks that the parse functions are made of. What they take came out of a structured
 * clone, so no getter can run while it is read. All throw FlowbookError `badMessage`.
 */

import { FlowbookError } from "../model/errors.ts";

/** Keys that mean something else than data to JavaScript itself. */
const FORBIDDEN_KEY = "__proto__";

export function malformed(what: string, expected: string): FlowbookError {
  return new FlowbookError(
    "badMessage",
    `A sandboxed worker sent a message that breaks the rules: ${what} is not ${expected}.`,
    { what, expected },
  );
}

export type Fields = Readonly<Record<string, unknown>>;

/** A plain object. */
export function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw malformed(what, "an object");
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw malformed(what, "a plain object");
  /* Checked to be a plain object above: any of its fields may be read, and is unknown. */
  return value as Fields;
}

export function textOf(value: unknown, what: string, max: number): string {
  if (typeof value !== "string") throw malformed(what, "a text");
  if (value.length > max) throw malformed(what, `a text of at most ${max} characters`);
  return value;
}

export const textOrNull = (value: unknown, what: string, max: number): string | null =>
  value === null ? null : textOf(value, what, max);

export function numberOf(value: unknown, what: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw malformed(what, "a number");
  return value;
}

export const numberOrNull = (value: unknown, what: string): number | null =>
  value === null ? null : numberOf(value, what);

/** A whole number from 0 up to `max`. */
export function countOf(value: unknown, what: string, max = Number.MAX_SAFE_INTEGER): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0 || value > max) {
    throw malformed(what, `a whole number from 0 to ${max}`);
  }
  return value;
}

export const countOrNull = (value: unknown, what: string, max?: number): number | null =>
  value === null ? null : countOf(value, what, max);

export function flagOf(value: unknown, what: string): boolean {
  if (typeof value !== "boolean") throw malformed(what, "true or false");
  return value;
}

export const flagOrNull = (value: unknown, what: string): boolean | null =>
  value === null ? null : flagOf(value, what);

export function oneOf<T extends string>(value: unknown, what: string, all: ReadonlySet<T>): T {
  for (const each of all) if (each === value) return each;
  throw malformed(what, `one of ${[...all].slice(0, 12).join(", ")}`);
}

/** A list, each item parsed. */
export function listOf<T>(
  value: unknown,
  what: string,
  { max, item }: { readonly max: number; readonly item: (each: unknown, index: number) => T },
): T[] {
  if (!Array.isArray(value)) throw malformed(what, "a list");
  if (value.length > max) throw malformed(what, `a list of at most ${max} items`);
  const parsed: T[] = [];
  for (let index = 0; index < value.length; index++) parsed.push(item(value[index], index));
  return parsed;
}

/** A record by free names. The result has no prototype: `record["constructor"]` is not there. */
export function recordOf<T>(
  value: unknown,
  what: string,
  { max, item }: { readonly max: number; readonly item: (each: unknown, key: string) => T },
): Record<string, T> {
  const fields = fieldsOf(value, what);
  const keys = Object.keys(fields);
  if (keys.length > max) throw malformed(what, `a record of at most ${max} entries`);
  /* `create` is typed `any`; a new object without fields fits every record type. */
  const parsed = Object.create(null) as Record<string, T>;
  for (const key of keys) {
    parsed[nameOf(key, `${what}: a key`)] = item(fields[key], key);
  }
  return parsed;
}

const MAX_NAME = 1000;

/** A name that becomes a key somewhere: of bounded length, and not `__proto__`. */
export function nameOf(value: unknown, what: string): string {
  const name = textOf(value, what, MAX_NAME);
  if (name === FORBIDDEN_KEY) throw malformed(what, `a name other than ${FORBIDDEN_KEY}`);
  return name;
}
