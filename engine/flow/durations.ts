/** Durations in the options of tasks and flows. */

import { parseDuration } from "../model/duration.ts";
import type { Duration } from "../model/duration.ts";
import type { Millis } from "../model/state.ts";
import { ValueError } from "./errors.ts";

export type { Duration };

/**
 * The milliseconds of an option that is a duration.
 * @param option  its name: "retryDelay"
 * @throws TypeError if it is no duration (bare numbers are not); ValueError if it is below zero
 */
export function toMillis(given: unknown, option: string): Millis {
  const millis = parseDuration(given, option);
  if (millis < 0) throw new ValueError(`${option} must not be negative, but is ${millis} ms.`);
  return millis;
}

/** The same, where the option may be left out. */
export const toMillisOrNull = (given: unknown, option: string): Millis | null =>
  given === undefined || given === null ? null : toMillis(given, option);
