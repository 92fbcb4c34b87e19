/** What Prefect's operators compute, by Python's rules. */

import { asNumber, compare, isEqual, isNone, isNumeric, isTruthy } from "./comparison.ts";
import { IndexError, KeyError, ZeroDivisionError } from "./errors.ts";
import { isPlainObject, repr, typeName } from "./repr.ts";

type Binary = (x: unknown, y: unknown) => unknown;

/** Two numbers of one kind, or null. A bigint meets whole numbers only, as a bigint. */
function numbersOf(x: unknown, y: unknown): [number, number] | [bigint, bigint] | null {
  if (!isNumeric(x) || !isNumeric(y)) return null;
  const [a, b] = [asNumber(x), asNumber(y)];
  if (typeof a === "number" && typeof b === "number") return [a, b];
  if (Number.isInteger(Number(a)) && Number.isInteger(Number(b))) return [BigInt(a), BigInt(b)];
  return [Number(a), Number(b)];
}

const isBig = (pair: [number, number] | [bigint, bigint]): pair is [bigint, bigint] =>
  typeof pair[0] === "bigint";

function unsupported(operator: string, x: unknown, y: unknown): TypeError {
  return new TypeError(
    `unsupported operand type(s) for ${operator}: '${typeName(x)}' and '${typeName(y)}'`,
  );
}

/** Numbers, and for whole texts and lists one after the other. */
export const add: Binary = (x, y) => {
  const pair = numbersOf(x, y);
  if (pair !== null) return isBig(pair) ? pair[0] + pair[1] : pair[0] + pair[1];
  if (typeof x === "string" && typeof y === "string") return x + y;
  if (Array.isArray(x) && Array.isArray(y)) return [...x, ...y] as unknown[];
  throw unsupported("+", x, y);
};

export const sub: Binary = (x, y) => {
  const pair = numbersOf(x, y);
  if (pair !== null) return isBig(pair) ? pair[0] - pair[1] : pair[0] - pair[1];
  if (x instanceof Set && y instanceof Set) return new Set([...x].filter((each) => !y.has(each)));
  throw unsupported("-", x, y);
};

export const mul: Binary = (x, y) => {
  const pair = numbersOf(x, y);
  /* Python's whole numbers have no minus zero: adding zero takes the sign away. */
  if (pair !== null) return isBig(pair) ? pair[0] * pair[1] : pair[0] * pair[1] + 0;
  const [sequence, times] = isNumeric(x) ? [y, x] : [x, y];
  if (isNumeric(times) && Number.isInteger(Number(times))) {
    const count = Math.max(0, Number(times));
    if (typeof sequence === "string") return sequence.repeat(count);
    if (Array.isArray(sequence)) return Array.from({ length: count }, () => sequence).flat(1);
  }
  throw unsupported("*", x, y);
};

/** Like Python 3's `/`: always a fraction. */
export const div: Binary = (x, y) => {
  const pair = divisible("/", "division by zero", x, y);
  return Number(pair[0]) / Number(pair[1]) + 0;
};

/** Rounds towards minus infinity. */
export const floorDiv: Binary = (x, y) => {
  const pair = divisible("//", "integer division or modulo by zero", x, y);
  if (!isBig(pair)) return Math.floor(pair[0] / pair[1]) + 0;
  const quotient = pair[0] / pair[1];
  return pair[0] % pair[1] !== 0n && pair[0] < 0n !== pair[1] < 0n ? quotient - 1n : quotient;
};

/** Takes the sign of the divisor, where JavaScript takes that of the dividend. */
export const mod: Binary = (x, y) => {
  const pair = divisible("%", "integer division or modulo by zero", x, y);
  if (isBig(pair)) return ((pair[0] % pair[1]) + pair[1]) % pair[1];
  const rest = pair[0] % pair[1];
  return rest !== 0 && rest < 0 !== pair[1] < 0 ? rest + pair[1] : rest + 0;
};

function divisible(operator: string, message: string, x: unknown, y: unknown) {
  const pair = numbersOf(x, y);
  if (pair === null) throw unsupported(operator, x, y);
  if (Number(pair[1]) === 0) throw new ZeroDivisionError(message);
  return pair;
}

export const pow: Binary = (x, y) => {
  const pair = numbersOf(x, y);
  if (pair === null) throw unsupported("** or pow()", x, y);
  const [base, exponent] = [Number(pair[0]), Number(pair[1])];
  if (base === 0 && exponent < 0) {
    throw new ZeroDivisionError("0.0 cannot be raised to a negative power");
  }
  return isBig(pair) && exponent >= 0 ? pair[0] ** pair[1] : base ** exponent;
};

/** Python's `and` and `or` give one of the two values, not a boolean. */
export const and: Binary = (x, y) => (isTruthy(x) ? y : x);
export const or: Binary = (x, y) => (isTruthy(x) ? x : y);

export const eq: Binary = (x, y) => isEqual(x, y);
export const neq: Binary = (x, y) => !isEqual(x, y);
export const gt: Binary = (x, y) => compare(x, y, ">") > 0;
export const ge: Binary = (x, y) => compare(x, y, ">=") >= 0;
export const lt: Binary = (x, y) => compare(x, y, "<") < 0;
export const le: Binary = (x, y) => compare(x, y, "<=") <= 0;

/**
 * Python's `value[key]`: lists and texts by position, from the end if negative; dictionaries by key.
 * @throws IndexError, KeyError where there is nothing; TypeError where there cannot be
 */
export function getItem(value: unknown, key: unknown): unknown {
  if (typeof value === "string" || Array.isArray(value) || ArrayBuffer.isView(value)) {
    return itemAt(value as ArrayLike<unknown>, key, typeName(value));
  }
  if (value instanceof Map) {
    if (value.has(key)) return value.get(key);
    throw new KeyError(repr(key));
  }
  if (typeof value === "object" && value !== null && !(value instanceof Set)) {
    const name = String(key);
    if (Object.hasOwn(value, name)) return Reflect.get(value, name);
    /* What a class defines can be read, what every object has cannot. */
    if (!isPlainObject(value) && name in value) return Reflect.get(value, name);
    throw new KeyError(repr(key));
  }
  throw new TypeError(`'${typeName(value)}' object is not subscriptable`);
}

function itemAt(value: ArrayLike<unknown>, key: unknown, type: string): unknown {
  if (!isNumeric(key) || !Number.isInteger(Number(key))) {
    throw new TypeError(`${type} indices must be integers, not ${typeName(key)}`);
  }
  const index = Number(key) < 0 ? value.length + Number(key) : Number(key);
  if (index >= 0 && index < value.length) return value[index];
  throw new IndexError(`${type === "str" ? "string" : type} index out of range`);
}

/**
 * Reads `a.b.c` off a value.
 * @param fallback  what to give where a part is missing, as `{ value }`
 */
export function getAttr(
  value: unknown,
  path: string,
  fallback: { value: unknown } | null,
): unknown {
  let at = value;
  for (const name of path.split(".")) {
    if (isNone(at) || !(name in Object(at))) {
      if (fallback !== null) return fallback.value;
      throw new TypeError(`'${typeName(at)}' object has no attribute '${name}'`);
    }
    at = Reflect.get(Object(at) as object, name);
  }
  return at;
}
