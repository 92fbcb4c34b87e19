/** Reads a value that was written down by `clone-write.ts`; of a stranger's text it believes nothing. */

import { ERROR_CLASSES, VIEW_CLASSES } from "./clone-form.ts";

/** Of a list with holes: more than any value that comes out of a worker may have. */
const MAX_LENGTH = 10_000_000;

/** The text says nothing, or something that no value is written as. */
export class UnreadableClone extends Error {
  override readonly name = "UnreadableClone";
}

/**
 * @param bytes  of the value's buffers, one after the other
 * @throws UnreadableClone
 */
export function readClone(text: string, bytes: Uint8Array): unknown {
  const form = parseJson(text);
  if (!Array.isArray(form) || form.length !== 2 || !Array.isArray(form[1])) {
    throw new UnreadableClone("it is not a value and its objects");
  }
  const forms = form[1].map((each: unknown) => {
    if (!Array.isArray(each)) throw new UnreadableClone("an object is not a list");
    return each as readonly unknown[];
  });
  const objects = makeObjects(forms, bytes);
  const slot = (given: unknown): unknown => readSlot(given, objects);
  forms.forEach((each, index) => fill(objects[index], each, slot));
  return slot(form[0]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableClone("it is not JSON");
  }
}

/** Every object, still empty: what they hold may be any of them. */
function makeObjects(forms: readonly (readonly unknown[])[], bytes: Uint8Array): object[] {
  const objects: object[] = [];
  const views: number[] = [];
  let start = 0;
  forms.forEach((form, index) => {
    if (form[0] === "buffer") {
      const end = start + countOf(form[1], bytes.length - start);
      objects.push(bytes.slice(start, end).buffer);
      start = end;
      return;
    }
    if (form[0] === "view") views.push(index);
    objects.push(makeObject(form));
  });
  if (start !== bytes.length) throw new UnreadableClone("it has more bytes than its buffers");
  /* A view cannot be made before its buffer. */
  for (const index of views) objects[index] = makeView(forms[index] ?? [], objects);
  return objects;
}

function makeObject(form: readonly unknown[]): object {
  switch (form[0]) {
    case "object":
    case "view":
      return {};
    case "list":
    case "sparse":
      return [];
    case "map":
      return new Map();
    case "set":
      return new Set();
    case "date":
      return new Date(form[1] === null ? Number.NaN : numberOf(form[1]));
    case "pattern":
      return makePattern(textOf(form[1]), textOf(form[2]));
    case "error":
      return makeError(form);
    case "boxed":
      return makeBoxed(form[1]);
    default:
      throw new UnreadableClone("an object is of no known kind");
  }
}

function makePattern(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw new UnreadableClone("a pattern is none");
  }
}

function makeError([, name, message, stack]: readonly unknown[]): Error {
  const made = new (ERROR_CLASSES.get(textOf(name)) ?? Error)(
    message === null ? undefined : textOf(message),
  );
  const value = stack === null ? undefined : textOf(stack);
  Object.defineProperty(made, "stack", { value, writable: true, configurable: true });
  return made;
}

function makeBoxed(given: unknown): object {
  const primitive = readSlot(given, []);
  if (primitive === null || primitive === undefined) throw new UnreadableClone("a box is empty");
  return Object(primitive) as object;
}

function makeView(
  [, name, buffer, offset, length]: readonly unknown[],
  objects: readonly object[],
) {
  const made = VIEW_CLASSES.get(textOf(name));
  const whole = objects[countOf(buffer, objects.length)];
  if (!made || !(whole instanceof ArrayBuffer)) throw new UnreadableClone("a view is of no buffer");
  try {
    return new made(whole, countOf(offset, whole.byteLength), countOf(length, whole.byteLength));
  } catch {
    throw new UnreadableClone("a view is not within its buffer");
  }
}

function readSlot(given: unknown, objects: readonly object[]): unknown {
  if (!Array.isArray(given)) {
    if (typeof given === "object" && given !== null)
      throw new UnreadableClone("a slot is an object");
    return given;
  }
  const [kind, text]: readonly unknown[] = given;
  if (typeof kind === "number") {
    const found = objects[kind];
    if (found === undefined) throw new UnreadableClone(`there is no object ${kind}`);
    return found;
  }
  switch (kind) {
    case "undefined":
      return undefined;
    case "number": {
      const number = NUMBERS.get(textOf(text));
      if (number === undefined) throw new UnreadableClone("a number is none");
      return number;
    }
    case "bigint":
      if (!/^-?\d{1,1000000}$/.test(textOf(text))) throw new UnreadableClone("a bigint is none");
      return BigInt(textOf(text));
    default:
      throw new UnreadableClone("a slot is of no known kind");
  }
}

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ["-0", -0],
  ["NaN", Number.NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
]);

/** Puts into an object what it holds. */
function fill(
  object: object | undefined,
  form: readonly unknown[],
  slot: (given: unknown) => unknown,
): void {
  if (form[0] === "object") fillFields(object, form, slot);
  else if (form[0] === "sparse") fillSparse(object, form, slot);
  else if (form[0] === "error") fillCause(object, form, slot);
  else if (object instanceof Set) for (const each of form.slice(1)) object.add(slot(each));
  else if (object instanceof Map) {
    evenly(form, 1, (key, value) => object.set(slot(key), slot(value)));
  } else if (Array.isArray(object)) {
    for (let index = 1; index < form.length; index++) object.push(slot(form[index]));
  }
}

function fillFields(
  object: object | undefined,
  form: readonly unknown[],
  slot: (given: unknown) => unknown,
): void {
  evenly(form, 1, (name, value) => {
    /* Defined, not assigned: a field of the name `__proto__` is data as any other. */
    Object.defineProperty(object, textOf(name), {
      value: slot(value),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  });
}

function fillSparse(
  object: object | undefined,
  form: readonly unknown[],
  slot: (given: unknown) => unknown,
): void {
  if (!Array.isArray(object)) return;
  const length = countOf(form[1], MAX_LENGTH);
  evenly(form, 2, (index, value) => {
    object[countOf(index, length - 1)] = slot(value);
  });
  object.length = length;
}

function fillCause(
  object: object | undefined,
  form: readonly unknown[],
  slot: (given: unknown) => unknown,
): void {
  if (form.length < 5) return;
  Object.defineProperty(object, "cause", {
    value: slot(form[4]),
    writable: true,
    configurable: true,
  });
}

/** The items from `start` on, two by two. */
function evenly(
  form: readonly unknown[],
  start: number,
  take: (first: unknown, second: unknown) => void,
): void {
  if ((form.length - start) % 2 !== 0) throw new UnreadableClone("a pair is not complete");
  for (let index = start; index < form.length; index += 2) take(form[index], form[index + 1]);
}

function textOf(given: unknown): string {
  if (typeof given !== "string") throw new UnreadableClone("a text is none");
  return given;
}

function numberOf(given: unknown): number {
  if (typeof given !== "number") throw new UnreadableClone("a number is none");
  return given;
}

function countOf(given: unknown, max: number): number {
  const count = numberOf(given);
  if (!Number.isSafeInteger(count) || count < 0 || count > max) {
    throw new UnreadableClone("a count is out of bounds");
  }
  return count;
}
