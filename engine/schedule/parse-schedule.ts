/** Reads a schedule that came from a sandbox or a store. Nothing about it is believed. */

import { FlowbookError } from "../model/errors.ts";
import { parseCron } from "./cron.ts";
import { isJson } from "./json.ts";
import type { Moment } from "./moment.ts";
import { parseRuleSet } from "./rrule.ts";
import type { AdjustmentData, ClockData, FilterData, ScheduleData } from "./schedule-data.ts";
import { findZone } from "./zone.ts";

/** No person writes more, and each costs time on every tick. */
const MOST_ITEMS = 10_000;
const MOST_TEXT = 100_000;
/** Temporal's last moment; beyond it there are no dates. */
const LAST_MILLIS = 8.64e15;

/** @throws FlowbookError `badSchedule` that names the first part that is not as it should be */
export function parseSchedule(value: unknown): ScheduleData {
  const fields = toRecord(value, "the schedule");
  return {
    clocks: toList(fields["clocks"], "clocks", parseClock),
    filters: toList(fields["filters"], "filters", parseFilter),
    orFilters: toList(fields["orFilters"], "orFilters", parseFilter),
    notFilters: toList(fields["notFilters"], "notFilters", parseFilter),
    adjustments: toList(fields["adjustments"], "adjustments", parseAdjustment),
  };
}

function parseClock(value: unknown, what: string): ClockData {
  const fields = toRecord(value, what);
  const { parameterDefaults, labels } = fields;
  const common = {
    parameterDefaults: toJson(parameterDefaults, `${what}.parameterDefaults`),
    labels: labels === null ? null : toList(labels, `${what}.labels`, toText),
  };
  if (fields["type"] === "DatesClock") {
    return {
      type: "DatesClock",
      dates: toList(fields["dates"], `${what}.dates`, parseDate),
      ...common,
    };
  }
  const bounds = {
    startDate: orNull(fields["startDate"], `${what}.startDate`, parseDate),
    endDate: orNull(fields["endDate"], `${what}.endDate`, parseDate),
  };
  switch (fields["type"]) {
    case "IntervalClock": {
      const interval = toNumber(fields["interval"], `${what}.interval`, {
        low: 1,
        high: LAST_MILLIS,
      });
      return { type: "IntervalClock", interval, ...bounds, ...common };
    }
    case "CronClock": {
      const cron = toText(fields["cron"], `${what}.cron`);
      parseCron(cron);
      return { type: "CronClock", cron, dayOr: fields["dayOr"] !== false, ...bounds, ...common };
    }
    case "RRuleClock": {
      const rule = toText(fields["rule"], `${what}.rule`);
      parseRuleSet(rule, bounds.startDate);
      return { type: "RRuleClock", rule, ...bounds, ...common };
    }
    default:
      throw malformed(what, "a clock");
  }
}

function parseFilter(value: unknown, what: string): FilterData {
  const fields = toRecord(value, what);
  const { type } = fields;
  const number = (name: string, low: number, high: number): number =>
    toNumber(fields[name], `${what}.${name}`, { low, high });
  const date = (name: string): Moment => parseDate(fields[name], `${what}.${name}`);
  const time = (name: string): number => number(name, 0, 86_400_000);
  switch (type) {
    case "onDatetime":
      return { type, at: date("at") };
    case "betweenDatetimes":
      return { type, start: date("start"), end: date("end") };
    case "onDate":
      return { type, month: number("month", 1, 12), day: number("day", 1, 31) };
    case "betweenDates":
      return {
        type,
        startMonth: number("startMonth", 1, 12),
        startDay: number("startDay", 1, 31),
        endMonth: number("endMonth", 1, 12),
        endDay: number("endDay", 1, 31),
      };
    case "atTime":
      return { type, time: time("time") };
    case "betweenTimes":
      return { type, start: time("start"), end: time("end") };
    case "isWeekday":
    case "isWeekend":
    case "isMonthEnd":
    case "isMonthStart":
      return { type };
    case "isDayOfWeek":
      return { type, day: number("day", 0, 6) };
    case "custom":
      return { type, custom: true, label: toText(fields["label"], `${what}.label`) };
    default:
      throw malformed(what, "a filter");
  }
}

function parseAdjustment(value: unknown, what: string): AdjustmentData {
  const fields = toRecord(value, what);
  const { type } = fields;
  switch (type) {
    case "add": {
      const range = { low: -LAST_MILLIS, high: LAST_MILLIS };
      return { type, interval: toNumber(fields["interval"], `${what}.interval`, range) };
    }
    case "nextWeekday":
      return { type };
    case "custom":
      return { type, custom: true, label: toText(fields["label"], `${what}.label`) };
    default:
      throw malformed(what, "an adjustment");
  }
}

function parseDate(value: unknown, what: string): Moment {
  const fields = toRecord(value, what);
  const at = toNumber(fields["at"], `${what}.at`, { low: -LAST_MILLIS, high: LAST_MILLIS });
  return { at, zone: findZone(toText(fields["zone"], `${what}.zone`)).id };
}

type Parse<T> = (value: unknown, what: string) => T;

const orNull = <T>(value: unknown, what: string, parse: Parse<T>): T | null =>
  value === null || value === undefined ? null : parse(value, what);

function toList<T>(value: unknown, what: string, parse: Parse<T>): T[] {
  if (!Array.isArray(value)) throw malformed(what, "a list");
  if (value.length > MOST_ITEMS) throw malformed(what, `at most ${MOST_ITEMS} long`);
  return value.map((item: unknown, index) => parse(item, `${what}[${index}]`));
}

function toRecord(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw malformed(what, "an object");
  }
  return { ...value };
}

function toJson(value: unknown, what: string): Record<string, unknown> {
  const record = toRecord(value, what);
  if (!isJson(record)) throw malformed(what, "plain JSON");
  return record;
}

function toText(value: unknown, what: string): string {
  if (typeof value === "string" && value.length <= MOST_TEXT) return value;
  throw malformed(what, `a text of at most ${MOST_TEXT} characters`);
}

function toNumber(value: unknown, what: string, range: { low: number; high: number }): number {
  const { low, high } = range;
  if (typeof value === "number" && value >= low && value <= high) return value;
  throw malformed(what, `a number from ${low} to ${high}`);
}

const malformed = (what: string, expected: string): FlowbookError =>
  new FlowbookError("badSchedule", `A schedule cannot be read: ${what} is not ${expected}.`, {
    what,
  });
