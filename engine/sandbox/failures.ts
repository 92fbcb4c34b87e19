/** Exceptions as data, and back: class, fields and cause survive the border. */

import {
  AttributeError,
  IndexError,
  KeyError,
  RuntimeError,
  ValueError,
  ZeroDivisionError,
} from "../flow/errors.ts";
import type { Failure } from "../model/value.ts";
import { survey } from "./plain.ts";
import { className, previewLine } from "./preview.ts";

const MAX_MESSAGE = 20_000;
const MAX_STACK = 20_000;
const MAX_FIELDS_SIZE = 256 * 1024;
const MAX_CAUSES = 5;

/** Fields that a failure has a place of its own for. */
const PLACED = new Set(["name", "message", "stack", "cause"]);

/** What was thrown, whatever it was. Never throws itself. */
export function toFailure(thrown: unknown, depth = 0): Failure {
  if (!(thrown instanceof Error)) {
    const message = typeof thrown === "string" ? thrown : previewLine(thrown);
    return { type: typeName(thrown), message: clip(message, MAX_MESSAGE), stack: null };
  }
  const cause = read(thrown, "cause");
  const fields = fieldsOf(thrown);
  return {
    type: errorName(thrown),
    message: clip(textOf(read(thrown, "message")), MAX_MESSAGE),
    stack: clip(textOf(read(thrown, "stack")), MAX_STACK) || null,
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(cause === undefined || depth >= MAX_CAUSES ? {} : { cause: toFailure(cause, depth + 1) }),
  };
}

/** Prefect prints `ValueError('why')`. */
export const failureLine = ({ type, message }: Failure): string =>
  message === "" ? type : `${type}: ${message}`;

function typeName(thrown: unknown): string {
  if (typeof thrown === "object" && thrown !== null) return className(thrown);
  return thrown === null ? "null" : typeof thrown;
}

/** The name it gives itself, else its class: a class that extends Error is named "Error" by default. */
function errorName(error: Error): string {
  const given = read(error, "name");
  if (typeof given === "string" && given !== "" && given !== "Error") return given.slice(0, 200);
  return className(error);
}

/** User classes may put getters where data is expected, and getters may throw. */
function read(error: Error, field: string): unknown {
  try {
    return Reflect.get(error, field);
  } catch {
    return undefined;
  }
}

function fieldsOf(error: Error): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  let size = 0;
  for (const key of Object.keys(error)) {
    if (PLACED.has(key) || key === "__proto__") continue;
    const value = read(error, key);
    const seen = survey(value, () => null);
    if (!seen.ok) continue;
    size += seen.size;
    if (size > MAX_FIELDS_SIZE) break;
    fields[key] = structuredClone(value);
  }
  return fields;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const clip = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max)}…`;

/** The language's own, and those that stand for Python's. Spelt out, for bundling may rename classes. */
const BUILT_IN: Readonly<Record<string, new (message: string) => Error>> = {
  Error,
  TypeError,
  RangeError,
  ReferenceError,
  SyntaxError,
  EvalError,
  URIError,
  AttributeError,
  IndexError,
  KeyError,
  RuntimeError,
  ValueError,
  ZeroDivisionError,
};

/** An Error that looks as the failure did when it was thrown. */
export function reviveFailure(failure: Failure): Error {
  const known = Object.hasOwn(BUILT_IN, failure.type) ? BUILT_IN[failure.type] : undefined;
  const error = new (known ?? Error)(failure.message);
  if (known === undefined) hide(error, "name", failure.type);
  hide(error, "stack", failure.stack ?? failureLine(failure));
  if (failure.cause !== undefined) hide(error, "cause", reviveFailure(failure.cause));
  for (const [key, value] of Object.entries(failure.fields ?? {})) {
    Object.defineProperty(error, key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return error;
}

/**
 * Keeps an exception that is handed to a task as an input from passing for a number, a text or a
 * list: JavaScript would make `"ValueError: boom1"` of `x + 1` and undefined of `xs.length`, where
 * Python raises.
 */
export function guardArithmetic<E extends Error>(error: E): E {
  const refuse = (): never => {
    throw new TypeError(
      `This input is an exception (${error.name}: ${error.message}), for the task upstream did not succeed. Ask \`instanceof Error\` before computing with it.`,
    );
  };
  const toPrimitive = (hint: string): string => (hint === "string" ? error.toString() : refuse());
  Object.defineProperty(error, Symbol.toPrimitive, { value: toPrimitive, configurable: true });
  Object.defineProperty(error, "length", { get: refuse, configurable: true });
  return error;
}

const hide = (error: Error, key: string, value: unknown): void => {
  Object.defineProperty(error, key, { value, writable: true, configurable: true });
};
