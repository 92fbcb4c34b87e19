/** The Gregorian calendar as numbers. No `Date`: it would bring the machine's own time zone in. */

import type { Millis } from "../model/state.ts";

/** What a clock on the wall reads: milliseconds since 1970-01-01T00:00 as it reads them. */
export type Wall = number;

export const SECOND: Millis = 1000;
export const MINUTE: Millis = 60_000;
export const HOUR: Millis = 3_600_000;
export const DAY: Millis = 86_400_000;

/** The last wall time there is. Python's calendar ends here, and so do clocks. */
export const LAST_WALL: Wall = dayNumber(9999, 12, 31) * DAY + DAY - 1;

export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** Days since 1970-01-01; months and days past their ends run over into the next. */
export function dayNumber(year: number, month: number, day: number): number {
  const months = year * 12 + month - 1;
  const y = Math.floor(months / 12);
  const m = months - y * 12;
  // Years are counted from March, so that a leap day is a year's last.
  const shifted = m < 2 ? y - 1 : y;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((m + 10) % 12) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function dateOfDay(number: number): CalendarDate {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** The day a wall time is on, as a day number. */
export const dayOf = (wall: Wall): number => Math.floor(wall / DAY);

/** Milliseconds since that day's midnight. */
export const timeOf = (wall: Wall): Millis => wall - dayOf(wall) * DAY;

/** Monday is 0, as in Python. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

export const daysInMonth = (year: number, month: number): number =>
  dayNumber(year, month + 1, 1) - dayNumber(year, month, 1);

const pad = (value: number, width = 2): string => String(value).padStart(width, "0");

/** `2026-03-07T20:00:00`, with the milliseconds only where there are any. */
export function wallText(wall: Wall): string {
  const { year, month, day } = dateOfDay(dayOf(wall));
  const time = timeOf(wall);
  const millis = Math.floor(time % SECOND);
  const clock = [time / HOUR, (time / MINUTE) % 60, (time / SECOND) % 60].map((n) =>
    pad(Math.floor(n)),
  );
  const fraction = millis === 0 ? "" : `.${pad(millis, 3)}`;
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${clock.join(":")}${fraction}`;
}
