/** Moments with their zone, as text and as data, and how two of them compare. */

import { FlowbookError } from "../model/errors.ts";
import type { Millis } from "../model/state.ts";
import { DAY, HOUR, MINUTE, SECOND, dayNumber, daysInMonth, wallText } from "./calendar.ts";
import { findZone, fromWall, isRepeated, parseOffset, toWall } from "./zone.ts";

/** A moment, and the zone whose clocks and calendar it is read by. */
export interface Moment {
  readonly at: Millis;
  readonly zone: string;
}

/**
 * Below zero if `a` comes first. Moments of one zone compare by their wall times, others by real
 * time: so does Python, and it is why the hour that clocks repeat can be lost (see `isSame`).
 */
export function compareMoments(a: Moment, b: Moment): number {
  if (a.zone !== b.zone) return a.at - b.at;
  const zone = findZone(a.zone);
  return toWall(zone, a.at) - toWall(zone, b.at);
}

/**
 * Python's equality: 1:30 and the repeated 1:30 of one zone are the same, but a repeated wall time
 * never equals a time of another zone.
 */
export function isSameMoment(a: Moment, b: Moment): boolean {
  if (compareMoments(a, b) !== 0) return false;
  if (a.zone === b.zone) return true;
  return !isRepeated(findZone(a.zone), a.at) && !isRepeated(findZone(b.zone), b.at);
}

/** `2026-03-07T20:00:00-05:00[America/New_York]`, as Temporal writes it. */
export function momentText({ at, zone }: Moment): string {
  const wall = toWall(findZone(zone), at);
  const minutes = Math.round((wall - at) / MINUTE);
  const size = Math.abs(minutes);
  const pad = (value: number): string => String(value).padStart(2, "0");
  const offset = `${minutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
  return `${wallText(wall)}${offset}[${zone}]`;
}

const TEXT =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d:?\d\d)?(?:\[!?([^\]=]+)\])?(?:\[[^\]]*=[^\]]*\])*$/i;

/**
 * Reads `2026-03-07T20:00:00[America/New_York]`. Without a zone in brackets an offset (`Z`,
 * `+05:30`) serves as one. A wall time that comes twice is the first of the two, as in Temporal.
 * @throws FlowbookError `badSchedule`; its message says what to write instead
 */
export function parseMoment(text: string): Moment {
  const [
    whole,
    year,
    month,
    day,
    hour = "0",
    minute = "0",
    second = "0",
    fraction = "",
    offset,
    name,
  ] = TEXT.exec(text.trim()) ?? [];
  if (whole === undefined) {
    throw bad(
      text,
      'is not a date and time: write it like "2026-03-07T20:00:00[America/New_York]"',
    );
  }
  if (offset === undefined && name === undefined) {
    const fixed = text.trim();
    throw bad(text, `has no time zone: write "${fixed}[UTC]" or "${fixed}[Europe/Berlin]"`);
  }
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  if (!isDate(date)) throw bad(text, "names a day that no calendar has");
  const time = timeOfDay(hour, minute, `${second}.${fraction || "0"}`);
  if (time === null) throw bad(text, "names a time that no clock shows");
  const wall = dayNumber(date.year, date.month, date.day) * DAY + time;
  return offset === undefined
    ? { at: fromWall(findZone(name ?? "UTC"), wall, "earlier"), zone: findZone(name ?? "UTC").id }
    : withOffset(text, wall, offset, name);
}

function withOffset(text: string, wall: number, offset: string, name: string | undefined): Moment {
  const isZulu = /^z$/i.test(offset);
  const ahead = isZulu ? 0 : (parseOffset(offset) ?? 0);
  const zone = findZone(name ?? (isZulu ? "UTC" : offset));
  const moment = { at: wall - ahead, zone: zone.id };
  if (!isZulu && zone.offsetAt(moment.at) !== ahead) {
    const right = momentText({ at: fromWall(zone, wall, "earlier"), zone: zone.id });
    throw bad(text, `has an offset that "${zone.id}" does not have then: write "${right}"`);
  }
  return moment;
}

const isDate = ({ year, month, day }: { year: number; month: number; day: number }): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);

const TIME = /^(\d\d):(\d\d)(?::(\d\d(?:[.,]\d{1,9})?))?$/;

/**
 * Milliseconds since midnight of `09:00` or `09:00:30`.
 * @throws FlowbookError `badSchedule` if it is not a time of day
 */
export function parseTimeOfDay(text: string): Millis {
  const [whole, hour = "", minute = "", second = "0"] = TIME.exec(text.trim()) ?? [];
  const time = whole === undefined ? null : timeOfDay(hour, minute, second.replace(",", "."));
  if (time === null) throw bad(text, 'is not a time of day: write it like "09:00" or "17:30:15"');
  return time;
}

function timeOfDay(hour: string, minute: string, second: string): Millis | null {
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)];
  if (hours > 23 || minutes > 59 || seconds >= 60) return null;
  // Below a millisecond nothing is kept.
  return hours * HOUR + minutes * MINUTE + Math.floor(seconds * SECOND + 1e-6);
}

const bad = (text: string, why: string): FlowbookError =>
  new FlowbookError("badSchedule", `"${text}" ${why}.`, { text });
