import { describe, expect, it } from "vitest";
import { FlowbookError } from "../model/errors.ts";
import { parseSchedule } from "./parse-schedule.ts";
import type { ScheduleData } from "./schedule-data.ts";
import { serializeSchedule } from "./serialize-schedule.ts";

const newYear = { at: Date.UTC(2019, 0, 1, 14), zone: "America/New_York" };
const common = { parameterDefaults: { p: [1, { q: null }] }, labels: ["a"] };
const bounds = { startDate: newYear, endDate: null };

const whole: ScheduleData = {
  clocks: [
    { type: "IntervalClock", interval: 60_000, ...bounds, ...common },
    { type: "CronClock", cron: "0 9 * * 1-5", dayOr: false, ...bounds, ...common },
    { type: "DatesClock", dates: [newYear], parameterDefaults: {}, labels: null },
    { type: "RRuleClock", rule: "FREQ=MONTHLY;BYDAY=-1FR", ...bounds, ...common },
  ],
  filters: [
    { type: "onDatetime", at: newYear },
    { type: "betweenDatetimes", start: newYear, end: newYear },
    { type: "onDate", month: 2, day: 29 },
  ],
  orFilters: [
    { type: "betweenDates", startMonth: 11, startDay: 15, endMonth: 2, endDay: 10 },
    { type: "atTime", time: 32_400_000 },
    { type: "betweenTimes", start: 0, end: 32_415_500 },
  ],
  notFilters: [
    { type: "isWeekday" },
    { type: "isWeekend" },
    { type: "isMonthEnd" },
    { type: "isMonthStart" },
    { type: "isDayOfWeek", day: 6 },
    { type: "custom", custom: true, label: "mine" },
  ],
  adjustments: [
    { type: "add", interval: 3_600_000 },
    { type: "nextWeekday" },
    { type: "custom", custom: true, label: "mine" },
  ],
};

describe("parseSchedule", () => {
  it("reads back what was written as JSON", () => {
    expect(parseSchedule(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  });

  it("drops what it does not know", () => {
    const clock = { ...whole.clocks[0], run: "away" };
    expect(parseSchedule({ ...whole, clocks: [clock] }).clocks).toEqual([whole.clocks[0]]);
  });

  const interval = { type: "IntervalClock", interval: 60_000, ...bounds, ...common };
  it.each([
    [null, "the schedule is not an object"],
    [{ ...whole, clocks: "all" }, "clocks is not a list"],
    [{ ...whole, clocks: [{ type: "Sundial", ...common }] }, "clocks[0] is not a clock"],
    [
      { ...whole, clocks: [{ ...interval, interval: 0 }] },
      "clocks[0].interval is not a number from 1 to",
    ],
    [{ ...whole, clocks: [{ ...interval, interval: NaN }] }, "clocks[0].interval is not a number"],
    [
      { ...whole, clocks: [{ ...interval, startDate: { at: Infinity, zone: "UTC" } }] },
      "clocks[0].startDate.at is not a number",
    ],
    [
      { ...whole, clocks: [{ ...interval, startDate: { at: 0, zone: "Mars" } }] },
      '"Mars" is not a time zone',
    ],
    [{ ...whole, clocks: [{ ...interval, labels: [1] }] }, "clocks[0].labels[0] is not a text"],
    [
      { ...whole, clocks: [{ ...interval, parameterDefaults: { f: () => 1 } }] },
      "clocks[0].parameterDefaults is not plain JSON",
    ],
    [{ ...whole, clocks: [{ ...whole.clocks[1], cron: "* *" }] }, "Invalid cron string"],
    [{ ...whole, clocks: [{ ...whole.clocks[3], rule: "FREQ=NEVER" }] }, "needs FREQ"],
    [{ ...whole, clocks: Array(10_001).fill(interval) }, "clocks is not at most 10000 long"],
    [{ ...whole, filters: [{ type: "nextWeekday" }] }, "filters[0] is not a filter"],
    [
      { ...whole, filters: [{ type: "isDayOfWeek", day: 7 }] },
      "filters[0].day is not a number from 0 to 6",
    ],
    [{ ...whole, adjustments: [{ type: "isWeekday" }] }, "adjustments[0] is not an adjustment"],
  ])("refuses a schedule of which a part is wrong (%#)", (value, message) => {
    expect(() => parseSchedule(value)).toThrow(FlowbookError);
    expect(() => parseSchedule(value)).toThrow(message);
  });
});

describe("serializeSchedule", () => {
  const start = { dt: "2019-01-01T09:00:00", tz: "America/New_York" };
  const extras = { parameter_defaults: { p: [1, { q: null }] }, labels: ["a"] };
  const json = serializeSchedule(whole);

  it("writes clocks in Prefect's form", () => {
    expect(json["type"]).toBe("Schedule");
    expect(json["clocks"]).toEqual([
      { type: "IntervalClock", interval: 60_000_000, start_date: start, end_date: null, ...extras },
      {
        type: "CronClock",
        cron: "0 9 * * 1-5",
        day_or: false,
        start_date: start,
        end_date: null,
        ...extras,
      },
      { type: "DatesClock", dates: [start], parameter_defaults: {}, labels: null },
      {
        type: "RRuleClock",
        rrule_obj: expect.objectContaining({
          type: "rrule",
          _freq: 1,
          _dtstart: start,
          _byweekday: [{ weekday: 4, n: -1 }],
          _bymonth: null,
        }),
        start_date: start,
        end_date: null,
        ...extras,
      },
    ]);
  });

  it("writes filters and adjustments as references to functions", () => {
    const filter = (name: string, kwargs = {}): unknown => ({
      fn: `prefect.schedules.filters.${name}`,
      kwargs,
    });
    expect(json["filters"]).toEqual([
      filter("on_datetime", { dt: start }),
      filter("between_datetimes", { start, end: start }),
      filter("on_date", { month: 2, day: 29 }),
    ]);
    expect(json["or_filters"]).toEqual([
      filter("between_dates", { start_month: 11, start_day: 15, end_month: 2, end_day: 10 }),
      filter("at_time", { t: "09:00:00" }),
      filter("between_times", { start: "00:00:00", end: "09:00:15.500" }),
    ]);
    expect(json["not_filters"]).toEqual([
      filter("is_weekday"),
      filter("is_weekend"),
      filter("is_month_end"),
      filter("is_month_start"),
      filter("is_day_of_week", { day_of_week: 6 }),
      { fn: "mine", kwargs: {} },
    ]);
    expect(json["adjustments"]).toEqual([
      { fn: "prefect.schedules.adjustments.add", kwargs: { interval: 3_600_000_000 } },
      { fn: "prefect.schedules.adjustments.next_weekday", kwargs: {} },
      { fn: "mine", kwargs: {} },
    ]);
  });
});
