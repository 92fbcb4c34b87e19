/** Python's ideas of equal, true and less, which Prefect's conditions and operators go by. */

import { isPlainObject, typeName } from "./repr.ts";

/** Python's truth: empty texts, lists, sets and dictionaries are false. */
export function isTruthy(value: unknown): boolean {
  if (typeof value === "number") return value !== 0;
  if (typeof value !== "object" || value === null) return Boolean(value);
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map || value instanceof Set) return value.size > 0;
  return !isPlainObject(value) || Object.keys(value).length > 0;
}

/** Python's `==`: by value through lists and dictionaries, and 1 equals true. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return !Number.isNaN(a);
  if (isNone(a) || isNone(b)) return isNone(a) && isNone(b);
  if (isNumeric(a) && isNumeric(b)) return areNumbersEqual(asNumber(a), asNumber(b));
  if (typeof a !== "object" || typeof b !== "object") return a === b;
  if (Array.isArray(a)) return Array.isArray(b) && areItemsEqual(a, b);
  if (a instanceof Date) return b instanceof Date && a.getTime() === b.getTime();
  if (a instanceof Set) return b instanceof Set && areSetsEqual(a, b);
  if (isMapping(a)) return isMapping(b) && areMappingsEqual(a, b);
  return false;
}

/**
 * Below zero if `a` comes first.
 * @throws TypeError where Python has no order between two values
 */
export function compare(a: unknown, b: unknown, operator: string): number {
  if (isNumeric(a) && isNumeric(b)) {
    const [left, right] = [asNumber(a), asNumber(b)];
    return left < right ? -1 : left > right ? 1 : areNumbersEqual(left, right) ? 0 : Number.NaN;
  }
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b, operator);
  throw new TypeError(
    `'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`,
  );
}

/** Python counts booleans as the numbers 0 and 1. */
export const isNumeric = (value: unknown): value is number | bigint | boolean =>
  typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";

export const asNumber = (value: number | bigint | boolean): number | bigint =>
  typeof value === "boolean" ? Number(value) : value;

/* A bigint and a number are never identical. */
const areNumbersEqual = (a: number | bigint, b: number | bigint): boolean =>
  typeof a === typeof b ? a === b : Number(a) === Number(b);

/** Python has one nothing where JavaScript has two. */
export const isNone = (value: unknown): value is null | undefined =>
  value === null || value === undefined;

type Mapping = ReadonlyMap<unknown, unknown> | Readonly<Record<string, unknown>>;

const isMapping = (value: unknown): value is Mapping =>
  value instanceof Map || isPlainObject(value);

const entriesOf = (mapping: Mapping): [unknown, unknown][] =>
  mapping instanceof Map ? [...mapping] : Object.entries(mapping);

function areMappingsEqual(a: Mapping, b: Mapping): boolean {
  const [left, right] = [entriesOf(a), new Map(entriesOf(b))];
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && isEqual(value, right.get(key)))
  );
}

function areItemsEqual(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
}

function areSetsEqual(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item));
}

function compareLists(a: readonly unknown[], b: readonly unknown[], operator: string): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    if (isEqual(a[index], b[index])) continue;
    return compare(a[index], b[index], operator);
  }
  return a.length - b.length;
}
