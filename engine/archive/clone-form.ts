/**
 * How a value that can be cloned is written down: JSON, with the bytes of its buffers beside it.
 *
 * A text of this form is `[slot, objects]`. A slot is a JSON primitive that stands for itself, or a
 * list: `[7]` the object of that number, `["undefined"]`, `["number", "-0"]`, `["bigint", "12"]`.
 * An object is a list that begins with its kind; see `ObjectForm`. Objects stand beside one another
 * and refer to each other by number: so what is shared stays shared, cycles close, and no depth
 * overflows a stack, neither here nor in `JSON.parse`. Buffers lie in the bytes in the order of their
 * numbers, without gaps. Reading runs no code of the value, whoever wrote it.
 */

export type Slot =
  | null
  | boolean
  | number
  | string
  | readonly [number]
  | readonly ["undefined"]
  | readonly ["number", "NaN" | "Infinity" | "-Infinity" | "-0"]
  | readonly ["bigint", string];

export type ObjectForm =
  /** Names and slots, in turn. */
  | readonly ["object", ...Slot[]]
  | readonly ["list", ...Slot[]]
  /** A list with holes: its length; indices and slots in turn. */
  | readonly ["sparse", number, ...Slot[]]
  /** Keys and values, in turn. */
  | readonly ["map", ...Slot[]]
  | readonly ["set", ...Slot[]]
  /** Milliseconds; null: an invalid date. */
  | readonly ["date", number | null]
  | readonly ["pattern", string, string]
  /** Class, message, stack (null: none), and a cause if it has one. */
  | readonly ["error", string, string | null, string | null, ...Slot[]]
  /** How many of the bytes are its own. */
  | readonly ["buffer", number]
  /** Class, buffer, offset in bytes, length in items. */
  | readonly ["view", string, number, number, number]
  /** A primitive in an object: `new Number(1)`. */
  | readonly ["boxed", Slot];

/** A value written down. */
export interface WrittenValue {
  readonly text: string;
  /** The bytes of its buffers, one after the other; empty if it has none. */
  readonly bytes: readonly Uint8Array<ArrayBuffer>[];
}

export interface ViewClass {
  new (buffer: ArrayBuffer, offset: number, length: number): ArrayBufferView;
}

const VIEW_NAMES = [
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Float16Array",
  "Int32Array",
  "Uint32Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
  "DataView",
];

/** By name; browsers that have no `Float16Array` do without. */
export const VIEW_CLASSES: ReadonlyMap<string, ViewClass> = new Map(
  VIEW_NAMES.flatMap((name): [string, ViewClass][] => {
    const found: unknown = Reflect.get(globalThis, name);
    /* The names are those of the language's own classes of views, which are all made alike. */
    return typeof found === "function" ? [[name, found as ViewClass]] : [];
  }),
);

/** The classes of errors that structured clone keeps apart. */
export const ERROR_CLASSES: ReadonlyMap<string, ErrorConstructor> = new Map([
  ["Error", Error],
  ["EvalError", EvalError],
  ["RangeError", RangeError],
  ["ReferenceError", ReferenceError],
  ["SyntaxError", SyntaxError],
  ["TypeError", TypeError],
  ["URIError", URIError],
]);
