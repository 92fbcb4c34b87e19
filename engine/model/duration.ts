/** Durations as people write them: objects of units. Within the engine they are milliseconds. */

import type { Millis } from "./state.ts";

/** A span of time. Units add up; none is given twice, all may be fractions. */
export interface Duration {
  readonly weeks?: number;
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly milliseconds?: number;
}

const MILLIS: Readonly<Record<string, Millis>> = {
  weeks: 604_800_000,
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1000,
  milliseconds: 1,
  // Units of a Temporal.Duration that people seldom write.
  microseconds: 1e-3,
  nanoseconds: 1e-6,
};

const EXAMPLE = "write an object of units, like { minutes: 5 } or { hours: 1, seconds: 30 }";

/**
 * The milliseconds of a duration: an object of units, or a `Temporal.Duration`. Bare numbers are
 * refused on purpose, for nobody can see whether they are seconds.
 * @param what  names the option in the error: "retryDelay"
 * @throws TypeError if it is not such an object; its message says what to write instead
 */
export function parseDuration(given: unknown, what: string): Millis {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new TypeError(`${what} must be a duration, not ${show(given)}: ${EXAMPLE}.`);
  }
  checkUnits(given, what);
  let total = 0;
  let units = 0;
  for (const [unit, millis] of Object.entries(MILLIS)) {
    const amount: unknown = Reflect.get(given, unit);
    if (amount === undefined) continue;
    if (typeof amount !== "number" || !Number.isFinite(amount)) {
      throw new TypeError(`${what}: ${unit} must be a number, not ${show(amount)}.`);
    }
    total += amount * millis;
    units += 1;
  }
  if (units === 0) throw new TypeError(`${what} has no units: ${EXAMPLE}.`);
  return total;
}

function checkUnits(given: object, what: string): void {
  for (const unit of Object.keys(given)) {
    if (unit in MILLIS) continue;
    const meant = unit + "s" in MILLIS ? `; write ${unit}s` : `; ${EXAMPLE}`;
    throw new TypeError(`${what}: "${unit}" is not a unit of time here${meant}.`);
  }
  // A Temporal.Duration has its units on its prototype.
  for (const unit of ["years", "months"]) {
    if (Reflect.get(given, unit)) {
      throw new TypeError(`${what}: ${unit} have no fixed length; write weeks or days instead.`);
    }
  }
}

function show(given: unknown): string {
  switch (typeof given) {
    case "string":
      return JSON.stringify(given);
    case "object":
      return Array.isArray(given) ? "a list" : "null";
    case "function":
      return "a function";
    default:
      return String(given);
  }
}
