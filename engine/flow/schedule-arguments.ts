/** Reads what user code gives to clocks, filters and adjustments, and says what to write instead. */

import { parseDuration } from "../model/duration.ts";
import type { Duration } from "../model/duration.ts";
import { FlowbookError } from "../model/errors.ts";
import type { Millis } from "../model/state.ts";
import { isJson } from "../schedule/json.ts";
import { parseMoment, parseTimeOfDay } from "../schedule/moment.ts";
import type { Moment } from "../schedule/moment.ts";
import { ValueError } from "./errors.ts";

/**
 * A moment: ISO text with its zone (`"2026-03-07T20:00:00[America/New_York]"`), a
 * `Temporal.ZonedDateTime` or `Temporal.Instant`, or a `Date`, which is read in UTC.
 */
export type MomentLike = string | { toString(): string };

/** A time of day: `"09:00"`, or a `Temporal.PlainTime`. */
export type TimeLike = string | { toString(): string };

export interface ClockOptions {
  /** Values for the flow's parameters in the runs that this clock starts. */
  readonly parameterDefaults?: Readonly<Record<string, unknown>>;
  readonly labels?: readonly string[];
}

export interface BoundedClockOptions extends ClockOptions {
  /** The first moment that may tick. Its zone is the clock's. */
  readonly startDate?: MomentLike;
  /** The last moment that may tick, itself included. */
  readonly endDate?: MomentLike;
}

const CLOCK_OPTIONS = ["startDate", "endDate", "parameterDefaults", "labels"];

/** Runs a check of the schedule's own; what it finds wrong is the user's `ValueError`. */
export function asValueError<T>(what: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof FlowbookError)) throw error;
    throw new ValueError(`${what}: ${error.message}`);
  }
}

export function toMoment(given: unknown, what: string): Moment {
  return asValueError(what, () => parseMoment(toText(given, what, EXAMPLE_MOMENT)));
}

const EXAMPLE_MOMENT =
  'a text like "2026-03-07T20:00:00[America/New_York]", a Temporal.ZonedDateTime or a Date';

/** Milliseconds since midnight. */
export function toTime(given: unknown, what: string): Millis {
  const example = 'a text like "09:00" or a Temporal.PlainTime';
  return asValueError(what, () => parseTimeOfDay(toText(given, what, example)));
}

function toText(given: unknown, what: string, expected: string): string {
  if (typeof given === "string") return given;
  if (given instanceof Date) {
    if (Number.isNaN(given.getTime())) throw new ValueError(`${what}: the Date is invalid.`);
    return given.toISOString();
  }
  // Temporal's objects, whoever made them, print themselves as ISO text.
  if (isPrintable(given)) return given.toString();
  throw new TypeError(`${what} must be ${expected}, not ${show(given)}.`);
}

/** Whether it is an object that prints itself in a way of its own. */
export const isPrintable = (given: unknown): given is { toString(): string } =>
  typeof given === "object" &&
  given !== null &&
  !Array.isArray(given) &&
  given.toString !== Object.prototype.toString;

export function toInterval(given: unknown, what: string): Millis {
  const interval = parseDuration(given, what);
  if (interval <= 0) throw new ValueError("Interval must be greater than 0.");
  if (interval < 1) throw new ValueError(`${what}: the shortest is { milliseconds: 1 }.`);
  return Math.round(interval);
}

export const toSpan = (given: Duration, what: string): Millis =>
  Math.round(parseDuration(given, what));

export function toWholeNumber(given: unknown, what: string, range: [number, number]): number {
  const [low, high] = range;
  if (typeof given === "number" && Number.isInteger(given) && given >= low && given <= high) {
    return given;
  }
  throw new ValueError(
    `${what} must be a whole number from ${low} to ${high}, not ${show(given)}.`,
  );
}

/** The options that every clock has, as data. */
export function toCommon(options: ClockOptions, what: string) {
  const { parameterDefaults = {}, labels = null } = options;
  if (typeof parameterDefaults !== "object" || !isJson(parameterDefaults)) {
    throw new TypeError(`${what}: parameterDefaults must be an object of plain JSON values.`);
  }
  if (
    labels !== null &&
    !(Array.isArray(labels) && labels.every((each) => typeof each === "string"))
  ) {
    throw new TypeError(`${what}: labels must be a list of texts.`);
  }
  return { parameterDefaults, labels };
}

/** The same with the bounds of clocks that have them. */
export function toBounded(options: BoundedClockOptions, what: string) {
  const { startDate, endDate } = options;
  return {
    startDate: startDate === undefined ? null : toMoment(startDate, "startDate"),
    endDate: endDate === undefined ? null : toMoment(endDate, "endDate"),
    ...toCommon(options, what),
  };
}

/** @throws TypeError at an option that does not exist: a slip would else silently change nothing */
export function checkOptions(given: unknown, what: string, more: readonly string[]): void {
  const known = [...more, ...CLOCK_OPTIONS];
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new TypeError(`${what} takes its options as an object: { ${known.join(", ")} }.`);
  }
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    const camel = key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    const instead = known.includes(camel) ? `write ${camel}` : `there are ${known.join(", ")}`;
    throw new TypeError(`${what} has no option "${key}"; ${instead}.`);
  }
}

export function show(given: unknown): string {
  if (typeof given === "string") return JSON.stringify(given);
  if (Array.isArray(given)) return "a list";
  if (typeof given === "function") return "a function";
  return typeof given === "object" && given !== null ? "an object" : String(given);
}
