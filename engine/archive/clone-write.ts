/** Writes a value that can be cloned down as text and bytes; `clone-form.ts` says how. */

import {
  ERROR_CLASSES,
  VIEW_CLASSES,
  type ObjectForm,
  type Slot,
  type WrittenValue,
} from "./clone-form.ts";

/**
 * @param value  anything that came out of a structured clone
 * @throws TypeError if some part of it is no data: a function, a port, a file
 */
export function writeClone(value: unknown): WrittenValue {
  const writer = new Writer();
  const root = writer.slot(value);
  const objects = writer.finish();
  return { text: JSON.stringify([root, objects]), bytes: writer.bytes };
}

class Writer {
  readonly bytes: Uint8Array<ArrayBuffer>[] = [];
  /** Each object met, with its number; those that are not written yet come last. */
  readonly #numbers = new Map<object, number>();
  readonly #objects: object[] = [];

  slot(value: unknown): Slot {
    switch (typeof value) {
      case "string":
      case "boolean":
        return value;
      case "undefined":
        return ["undefined"];
      case "number":
        return numberSlot(value);
      case "bigint":
        return ["bigint", String(value)];
      case "object":
        return value === null ? null : [this.#numberOf(value)];
      default:
        throw new TypeError(`A ${typeof value} cannot be written down.`);
    }
  }

  /** Writes all objects met so far, and those met on the way. */
  finish(): ObjectForm[] {
    const forms: ObjectForm[] = [];
    /* Grows while it is walked. */
    for (const object of this.#objects) forms.push(this.#form(object));
    return forms;
  }

  #numberOf(object: object): number {
    const known = this.#numbers.get(object);
    if (known !== undefined) return known;
    const number = this.#objects.push(object) - 1;
    this.#numbers.set(object, number);
    return number;
  }

  #form(object: object): ObjectForm {
    if (Array.isArray(object)) return this.#list(object);
    const prototype: unknown = Object.getPrototypeOf(object);
    if (prototype === Object.prototype || prototype === null) return this.#fields(object);
    if (object instanceof Map) {
      return ["map", ...[...object].flat(1).map((each) => this.slot(each))];
    }
    if (object instanceof Set) return ["set", ...[...object].map((each) => this.slot(each))];
    if (object instanceof ArrayBuffer) {
      this.bytes.push(new Uint8Array(object));
      return ["buffer", object.byteLength];
    }
    if (ArrayBuffer.isView(object)) return this.#view(object);
    if (object instanceof Error) return this.#error(object);
    if (object instanceof Date) {
      const at = object.getTime();
      return ["date", Number.isNaN(at) ? null : at];
    }
    if (object instanceof RegExp) return ["pattern", object.source, object.flags];
    if (isBoxed(object)) return ["boxed", this.slot(object.valueOf())];
    throw new TypeError(`An object of class ${nameOf(object)} cannot be written down.`);
  }

  #fields(object: object): ObjectForm {
    const form: Slot[] = [];
    for (const [name, value] of Object.entries(object)) form.push(name, this.slot(value));
    return ["object", ...form];
  }

  #list(list: readonly unknown[]): ObjectForm {
    /* Indices come first among the keys: a list without holes or names has as many as items. */
    const indices = Object.keys(list);
    if (indices.length === list.length) return ["list", ...list.map((each) => this.slot(each))];
    const form: Slot[] = [];
    for (const index of indices) form.push(Number(index), this.slot(list[Number(index)]));
    return ["sparse", list.length, ...form];
  }

  #view(view: ArrayBufferView): ObjectForm {
    const name = nameOf(view);
    if (!VIEW_CLASSES.has(name)) throw new TypeError(`A ${name} cannot be written down.`);
    const length = "length" in view ? Number(view.length) : view.byteLength;
    return ["view", name, this.#numberOf(view.buffer), view.byteOffset, length];
  }

  #error(error: Error): ObjectForm {
    const name = ERROR_CLASSES.has(error.name) ? error.name : "Error";
    const message = Object.hasOwn(error, "message") ? error.message : null;
    const cause = Object.hasOwn(error, "cause") ? [this.slot(error.cause)] : [];
    return ["error", name, message, error.stack ?? null, ...cause];
  }
}

function numberSlot(value: number): Slot {
  if (Object.is(value, -0)) return ["number", "-0"];
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return ["number", "NaN"];
  return ["number", value > 0 ? "Infinity" : "-Infinity"];
}

const isBoxed = (object: object): boolean =>
  object instanceof Number ||
  object instanceof String ||
  object instanceof Boolean ||
  object instanceof BigInt;

const nameOf = (object: object): string => object.constructor.name;
