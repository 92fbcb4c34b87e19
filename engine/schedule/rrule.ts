/** Reads iCalendar recurrence rules (RFC 5545): DTSTART, RRULE, RDATE and EXDATE lines. */

import { FlowbookError } from "../model/errors.ts";
import type { Millis } from "../model/state.ts";
import { DAY, HOUR, MINUTE, SECOND, dayNumber, daysInMonth } from "./calendar.ts";
import type { Wall } from "./calendar.ts";
import type { Moment } from "./moment.ts";
import { findZone, fromWall, toWall } from "./zone.ts";
import type { Zone } from "./zone.ts";

export const FREQUENCIES = [
  "YEARLY",
  "MONTHLY",
  "WEEKLY",
  "DAILY",
  "HOURLY",
  "MINUTELY",
  "SECONDLY",
] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export interface ByDay {
  /** Monday is 0. */
  readonly weekday: number;
  /** `2MO` is the second, `-1MO` the last; null: every one. */
  readonly nth: number | null;
}

/** One RRULE; a `by…` list is null where the rule does not name it. */
export interface Rule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  readonly until: Millis | null;
  /** Monday is 0. */
  readonly weekStart: number;
  readonly bySetPos: readonly number[] | null;
  readonly byMonth: readonly number[] | null;
  readonly byMonthDay: readonly number[] | null;
  readonly byYearDay: readonly number[] | null;
  readonly byWeekNo: readonly number[] | null;
  readonly byDay: readonly ByDay[] | null;
  readonly byHour: readonly number[] | null;
  readonly byMinute: readonly number[] | null;
  readonly bySecond: readonly number[] | null;
}

export interface RuleSet {
  /** Wall time of the first occurrence, in `zone`. */
  readonly start: Wall;
  readonly zone: Zone;
  readonly rules: readonly Rule[];
  readonly extraDates: readonly Millis[];
  readonly exceptDates: readonly Millis[];
}

const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

interface Line {
  readonly name: string;
  readonly parameters: string;
  readonly value: string;
}

/**
 * @param fallback  where the rule begins if it has no DTSTART of its own
 * @throws FlowbookError `badSchedule` that quotes the part that cannot be read
 */
export function parseRuleSet(text: string, fallback: Moment | null): RuleSet {
  // RFC 5545 folds long lines: a line that begins with a space continues the one before.
  const lines = text
    .replace(/\r?\n[ \t]/g, "")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
  const parsed = lines.map((line) => parseLine(text, line.trim()));
  const start = parseStart(text, parsed, fallback);
  const zone = findZone(start.zone);
  const rules = parsed.filter(({ name }) => name === "RRULE");
  const datesOf = (wanted: string): Millis[] =>
    parsed.flatMap((line) =>
      line.name === wanted
        ? line.value.split(",").map((date) => parseDate(text, date, zoneOf(line, zone)))
        : [],
    );
  const extraDates = datesOf("RDATE");
  if (rules.length === 0 && extraDates.length === 0) {
    throw bad(text, 'names no dates: write a line like "RRULE:FREQ=WEEKLY;BYDAY=MO,TH"');
  }
  return {
    start: toWall(zone, start.at),
    zone,
    rules: rules.map(({ value }) => parseRule(text, value, zone)),
    extraDates,
    exceptDates: datesOf("EXDATE"),
  };
}

function parseLine(text: string, line: string): Line {
  const [, name, parameters = "", value = ""] = /^([A-Za-z]+)((?:;[^:]*)?):(.*)$/.exec(line) ?? [];
  if (name === undefined) {
    if (/^[A-Za-z]+=/.test(line)) return { name: "RRULE", parameters: "", value: line };
    throw bad(text, `has a line that is no rule: "${line}"`);
  }
  const upper = name.toUpperCase();
  if (!["DTSTART", "RRULE", "RDATE", "EXDATE"].includes(upper)) {
    throw bad(text, `has ${upper}, which is not supported; use DTSTART, RRULE, RDATE and EXDATE`);
  }
  return { name: upper, parameters, value: value.trim() };
}

/** Times without a zone are UTC, as Prefect has it. */
function zoneOf({ parameters, value }: Line, otherwise: Zone): Zone {
  const [, name] = /;TZID=([^;]+)/i.exec(parameters) ?? [];
  if (name !== undefined) return findZone(name);
  return /z$/i.test(value) ? findZone("UTC") : otherwise;
}

function parseStart(text: string, lines: readonly Line[], fallback: Moment | null): Moment {
  const line = lines.find(({ name }) => name === "DTSTART");
  if (line) {
    const zone = zoneOf(line, findZone("UTC"));
    return { at: parseDate(text, line.value, zone), zone: zone.id };
  }
  if (fallback) return fallback;
  throw bad(text, 'says no start: add a line like "DTSTART:20260101T090000Z", or give startDate');
}

const DATE = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?(Z?)$/i;

function parseDate(text: string, given: string, zone: Zone): Millis {
  const [whole, year, month, day, hour = 0, minute = 0, second = 0, zulu] =
    DATE.exec(given.trim()) ?? [];
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  const isReal =
    whole !== undefined &&
    date.month >= 1 &&
    date.month <= 12 &&
    date.day >= 1 &&
    date.day <= daysInMonth(date.year, date.month);
  if (!isReal) throw bad(text, `has "${given}" for a date; write it like 20260307T200000Z`);
  const time = Number(hour) * HOUR + Number(minute) * MINUTE + Number(second) * SECOND;
  const wall = dayNumber(date.year, date.month, date.day) * DAY + time;
  return zulu ? wall : fromWall(zone, wall, "earlier");
}

/** The least and greatest value of each list; where negative ones count from the end, so it says. */
const LISTS: Readonly<Record<string, { low: number; high: number; fromEnd?: true }>> = {
  BYSETPOS: { low: 1, high: 366, fromEnd: true },
  BYMONTH: { low: 1, high: 12 },
  BYMONTHDAY: { low: 1, high: 31, fromEnd: true },
  BYYEARDAY: { low: 1, high: 366, fromEnd: true },
  BYWEEKNO: { low: 1, high: 53, fromEnd: true },
  BYHOUR: { low: 0, high: 23 },
  BYMINUTE: { low: 0, high: 59 },
  BYSECOND: { low: 0, high: 59 },
};

function parseRule(text: string, value: string, zone: Zone): Rule {
  const parts = new Map<string, string>();
  for (const part of value.split(";")) {
    const [name = "", ...rest] = part.trim().toUpperCase().split("=");
    if (name === "" && rest.length === 0) continue;
    const isKnown =
      name in LISTS || ["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"].includes(name);
    if (!isKnown || rest.length !== 1)
      throw bad(text, `has the part "${part}", which is not supported`);
    parts.set(name, rest.join(""));
  }
  const frequency = FREQUENCIES.find((each) => each === parts.get("FREQ"));
  if (frequency === undefined) {
    throw bad(
      text,
      `needs FREQ, one of ${FREQUENCIES.join(", ")}, not "${parts.get("FREQ") ?? ""}"`,
    );
  }
  const until = parts.get("UNTIL");
  return {
    frequency,
    interval: parsePositive(text, "INTERVAL", parts.get("INTERVAL")) ?? 1,
    count: parsePositive(text, "COUNT", parts.get("COUNT")),
    until: until === undefined ? null : parseDate(text, until, zone),
    weekStart: parseWeekday(text, parts.get("WKST") ?? "MO"),
    byDay:
      parts
        .get("BYDAY")
        ?.split(",")
        .map((day) => parseByDay(text, day)) ?? null,
    ...parseLists(text, parts),
  };
}

function parseLists(text: string, parts: ReadonlyMap<string, string>) {
  const list = (name: string): readonly number[] | null =>
    parts
      .get(name)
      ?.split(",")
      .map((item) => parseItem(text, name, item)) ?? null;
  return {
    bySetPos: list("BYSETPOS"),
    byMonth: list("BYMONTH"),
    byMonthDay: list("BYMONTHDAY"),
    byYearDay: list("BYYEARDAY"),
    byWeekNo: list("BYWEEKNO"),
    byHour: list("BYHOUR"),
    byMinute: list("BYMINUTE"),
    bySecond: list("BYSECOND"),
  };
}

function parseItem(text: string, name: string, item: string): number {
  const { low = 0, high = 0, fromEnd } = LISTS[name] ?? {};
  const value = /^[+-]?\d+$/.test(item) ? Number(item) : NaN;
  const size = fromEnd ? Math.abs(value) : value;
  if (size >= low && size <= high) return value;
  throw bad(
    text,
    `has ${name}=${item}; it goes from ${low} to ${high}${fromEnd ? ", or minus that" : ""}`,
  );
}

function parsePositive(text: string, name: string, value: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^\d+$/.test(value) && Number(value) > 0) return Number(value);
  throw bad(text, `has ${name}=${value}; it is a number from 1 on`);
}

function parseWeekday(text: string, value: string): number {
  const weekday = WEEKDAYS.indexOf(value);
  if (weekday < 0) throw bad(text, `has "${value}" for a day; the days are ${WEEKDAYS.join(", ")}`);
  return weekday;
}

function parseByDay(text: string, item: string): ByDay {
  const [, nth, day = ""] = /^([+-]?\d{1,2})?(.*)$/.exec(item) ?? [];
  const counted = nth === undefined ? null : Number(nth);
  if (counted === 0) throw bad(text, `has BYDAY=${item}; count from 1, or from -1 at the end`);
  return { weekday: parseWeekday(text, day), nth: counted };
}

const bad = (text: string, why: string): FlowbookError =>
  new FlowbookError("badSchedule", `The recurrence rule "${text.trim()}" ${why}.`, { rule: text });
