/** Values across the border: what a worker hands out, with what it says of it, and what it takes in. */

import type { ReportedValue } from "../model/outcome.ts";
import type { InputValue, StoredValue, ValueInfo } from "../model/value.ts";
import { failureLine } from "./failures.ts";
import { survey } from "./plain.ts";
import type { Obstacle } from "./plain.ts";
import { previewLine } from "./preview.ts";
import { guardArithmetic } from "./failures.ts";
import { failureOf, liveFailure } from "./signal-values.ts";
import { foreignName, nameProgramObject } from "./program-objects.ts";

/** A value of user code that cannot leave its worker. */
export class UnsendableError extends TypeError {
  override readonly name = "UnsendableError";
  readonly obstacle: Obstacle;

  constructor(obstacle: Obstacle) {
    super(`The value cannot leave its worker: value${obstacle.path} is ${obstacle.what}.`);
    this.obstacle = obstacle;
  }
}

/**
 * A copy of the value, as it is now, and what the engine should know of it.
 * @param nested also give the lengths of its items
 * @throws UnsendableError naming the place of what cannot be copied
 */
export function reportValue(value: unknown, { nested = false } = {}): ReportedValue {
  if (value instanceof Error) return reportFailure(value);
  const seen = survey(value, foreignName);
  if (!seen.ok) throw new UnsendableError(seen.obstacle);
  const stored: StoredValue = { kind: "value", value: copyOf(value) };
  return { stored, info: infoOf(value, { size: seen.size, nested }) };
}

/** What was thrown, as a value: it never fails to leave. */
export function reportFailure(thrown: unknown): ReportedValue {
  const failure = failureOf(thrown);
  const preview = clip(failureLine(failure));
  const size = 2 * (failure.message.length + (failure.stack?.length ?? 0));
  return { stored: { kind: "failure", failure }, info: { length: null, preview, size } };
}

/** Later changes to the value must not reach the copy, even while it waits to be sent. */
function copyOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  try {
    return structuredClone(value);
  } catch (error) {
    /* Some host object that the survey does not know. */
    const what = error instanceof Error ? `not plain data (${error.message})` : "not plain data";
    throw new UnsendableError({ path: "", what });
  }
}

function infoOf(value: unknown, { size, nested }: { size: number; nested: boolean }): ValueInfo {
  const length = lengthOf(value);
  const info: ValueInfo = { length, preview: previewLine(value, nameProgramObject), size };
  const isNone = value === null || value === undefined ? { isNone: true } : {};
  if (!nested || length === null) return { ...info, ...isNone };
  const lengths = Array.from({ length }, (_, index) => lengthOf(itemAt(value, index)));
  return { ...info, nested: lengths };
}

const SURROGATE = /[\ud800-\udfff]/;

/** Number of items if the value can be indexed by 0, 1, 2…; text counts by character. */
function lengthOf(value: unknown): number | null {
  if (typeof value === "string")
    return SURROGATE.test(value) ? Array.from(value).length : value.length;
  return isIndexed(value) ? value.length : null;
}

function itemAt(value: unknown, index: number): unknown {
  if (typeof value === "string")
    return SURROGATE.test(value) ? Array.from(value)[index] : value[index];
  return isIndexed(value) ? value[index] : undefined;
}

function isIndexed(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** A stored value, live again. */
export function liveValue(stored: StoredValue): unknown {
  switch (stored.kind) {
    case "value":
      return stored.value;
    case "failure":
      return guardArithmetic(liveFailure(stored.failure));
    case "bytes":
      /* A target that a task of another language wrote. */
      if (stored.json !== undefined) return JSON.parse(stored.json) as unknown;
      throw new TypeError("A value made by a cell of another language cannot be read here.");
  }
}

/** Lists put together once for all calls of a batch that take an item of them. */
const lists = new WeakMap<InputValue, unknown>();

/** An input, live. Prefect reads None where an upstream has no result: null here. */
export function liveInput(input: InputValue): unknown {
  switch (input.from) {
    case "none":
      return null;
    case "value":
      return liveValue(input.value);
    case "item":
      return itemAt(liveInput(input.of), input.index);
    case "list":
      return remember(input, () => input.of.map(liveInput));
    case "flat":
      return remember(input, () => flatten(liveInput(input.of)));
  }
}

function remember(input: InputValue, make: () => unknown): unknown {
  if (!lists.has(input)) lists.set(input, make());
  return lists.get(input);
}

/** Un-nested by one level; a list with an item that has none is left as it is. */
function flatten(value: unknown): unknown {
  const length = lengthOf(value);
  if (length === null) return value;
  const items = Array.from({ length }, (_, index) => itemAt(value, index));
  if (items.some((item) => lengthOf(item) === null)) return value;
  return items.flatMap((item) =>
    Array.from({ length: lengthOf(item) ?? 0 }, (_, index) => itemAt(item, index)),
  );
}

/** By name, live. */
export function liveInputs(inputs: Readonly<Record<string, InputValue>>): Map<string, unknown> {
  return new Map(Object.entries(inputs).map(([key, input]) => [key, liveInput(input)]));
}

const clip = (line: string): string => (line.length <= 200 ? line : `${line.slice(0, 199)}…`);
