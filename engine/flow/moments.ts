/** Moments as user code gives them: a Date, a Temporal object, or ISO text. */

import { parseMoment } from "../schedule/moment.ts";
import { ValueError } from "./errors.ts";

/** A moment. Text without a zone is read as UTC. */
export type MomentInput = Date | string | { readonly epochMilliseconds: number };

/**
 * @param what  names it in the error: "startTime"
 * @throws ValueError if it is no moment
 */
export function toDate(given: unknown, what: string): Date {
  const date = given instanceof Date ? new Date(given) : dateFrom(given);
  if (date !== null && !Number.isNaN(date.getTime())) return date;
  throw new ValueError(
    `${what} is no moment: ${String(given)}. Give a Date, or a text like ` +
      '"2026-03-07T20:00:00[America/New_York]".',
  );
}

function dateFrom(given: unknown): Date | null {
  if (typeof given === "string") return parseText(given);
  if (typeof given !== "object" || given === null) return null;
  const epoch: unknown = Reflect.get(given, "epochMilliseconds");
  return typeof epoch === "number" ? new Date(epoch) : null;
}

const HAS_ZONE = /(?:Z|[+-]\d\d:?\d\d|\])$/i;

function parseText(text: string): Date | null {
  const zoned = HAS_ZONE.test(text.trim()) && text.includes(":") ? text : `${text.trim()}[UTC]`;
  try {
    return new Date(parseMoment(zoned).at);
  } catch {
    /* The caller says what is wrong, in words that fit where the text was given. */
    return null;
  }
}
