import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { ValueError } from "./errors.ts";
import {
  CronClock,
  CronSchedule,
  DatesClock,
  IntervalClock,
  IntervalSchedule,
  RRuleClock,
  RRuleSchedule,
  Schedule,
  adjustments,
  filters,
} from "./schedules.ts";

const utc = (moments: readonly Temporal.ZonedDateTime[]): string[] =>
  moments.map((moment) => moment.toInstant().toString());
const hours = (moments: readonly Temporal.ZonedDateTime[]): number[] =>
  moments.map((moment) => moment.withTimeZone("UTC").hour);
const hourly = { interval: { hours: 1 } };

describe("a schedule", () => {
  it("every hour after five exactly ticks at six", () => {
    expect(utc(IntervalSchedule(hourly).next(1, { after: "2020-01-01T05:00:00Z" }))).toEqual([
      "2020-01-01T06:00:00Z",
    ]);
  });

  it("that starts in the future ticks at its start first, and at its end last", () => {
    const schedule = IntervalSchedule({
      ...hourly,
      startDate: "2030-01-01T00:00:00Z",
      endDate: "2030-01-01T02:00:00Z",
    });
    expect(hours(schedule.next(5, { after: "2020-01-01T00:00:00Z" }))).toEqual([0, 1, 2]);
  });

  it("every day at nine in New York stays at nine when clocks change", () => {
    const schedule = IntervalSchedule({
      interval: { days: 1 },
      startDate: "2018-03-09T09:00:00[America/New_York]",
    });
    const moments = schedule.next(3, { after: "2018-03-09T15:00:00Z" });
    expect(moments.map((moment) => moment.hour)).toEqual([9, 9, 9]);
    expect(hours(moments)).toEqual([14, 13, 13]);
  });

  it("of an hourly cron skips the first of the two hours that clocks repeat", () => {
    const schedule = CronSchedule("0 * * * *", {
      startDate: "2018-11-03T23:30:00[America/New_York]",
    });
    const moments = schedule.next(4, { after: "2018-11-03T23:30:00[America/New_York]" });
    expect(hours(moments)).toEqual([4, 6, 7, 8]);
  });

  it("of an hourly interval loses the repeated hour, and a bare moment after it does not", () => {
    const schedule = IntervalSchedule({
      ...hourly,
      startDate: "2018-11-03T23:00:00[America/New_York]",
    });
    expect(hours(schedule.next(4, { after: "2018-11-04T03:30:00Z" }))).toEqual([4, 5, 7, 8]);
    expect(hours(schedule.next(1, { after: "2018-11-04T05:30:00Z" }))).toEqual([6]);
  });

  it("ticks at nine and five on weekdays, but not from 2 to 5 January", () => {
    const schedule = new Schedule({
      clocks: [new IntervalClock(hourly)],
      filters: [filters.isWeekday],
      orFilters: [filters.atTime("09:00"), filters.atTime("17:00")],
      notFilters: [filters.betweenDates(1, 2, 1, 5)],
    });
    expect(utc(schedule.next(4, { after: "2019-01-01T00:00:00Z" }))).toEqual([
      "2019-01-01T09:00:00Z",
      "2019-01-01T17:00:00Z",
      "2019-01-07T09:00:00Z",
      "2019-01-07T17:00:00Z",
    ]);
  });

  it("ticks at the end of each month, or on the weekday after", () => {
    const schedule = new Schedule({
      clocks: [new IntervalClock({ interval: { days: 1 } })],
      filters: [filters.isMonthEnd],
      adjustments: [adjustments.nextWeekday],
    });
    const dates = schedule.next(5, { after: "2019-01-01T00:00:00Z" });
    expect(dates.map((date) => date.toPlainDate().toString())).toEqual([
      "2019-01-31",
      "2019-02-28",
      "2019-04-01",
      "2019-04-30",
      "2019-05-31",
    ]);
  });

  it("of two clocks ticks once where both do", () => {
    const clocks = [new IntervalClock(hourly), new IntervalClock({ interval: { hours: 2 } })];
    expect(hours(new Schedule({ clocks }).next(4, { after: "2020-01-01T00:00:00Z" }))).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it("of two equal clocks with different parameters or labels ticks twice", () => {
    const after = "2020-01-01T00:00:00Z";
    const clocks = ["A", "B"].map(
      (p) => new IntervalClock({ ...hourly, parameterDefaults: { p } }),
    );
    const events = new Schedule({ clocks }).next(4, { after, returnEvents: true });
    expect(
      events.map(({ startTime, parameterDefaults }) => [startTime.hour, parameterDefaults["p"]]),
    ).toEqual([
      [1, "A"],
      [1, "B"],
      [2, "A"],
      [2, "B"],
    ]);
    const labelled = [[], ["a"], ["a"]].map((labels) => new IntervalClock({ ...hourly, labels }));
    expect(hours(new Schedule({ clocks: labelled }).next(4, { after }))).toEqual([1, 1, 2, 2]);
  });

  it("of two dates clocks ticks in order and ends", () => {
    const clocks = [
      new DatesClock(["2030-01-02T00:00:00Z"], { parameterDefaults: { p: "B" } }),
      new DatesClock(["2030-01-01T00:00:00Z"], { parameterDefaults: { p: "A" } }),
    ];
    const events = new Schedule({ clocks }).next(5, {
      after: "2020-01-01T00:00:00Z",
      returnEvents: true,
    });
    expect(events.map((event) => event.parameterDefaults["p"])).toEqual(["A", "B"]);
  });

  it("whose filter refuses everything has no ticks", () => {
    const never = filters.onDatetime("1999-01-01T00:00:00Z");
    const schedule = new Schedule({ clocks: [new IntervalClock(hourly)], filters: [never] });
    expect(schedule.next(3, { after: "2020-01-01T00:00:00Z" })).toEqual([]);
  });

  it("gives moments in the zone of the clock", () => {
    const schedule = CronSchedule("0 9 * * *", { startDate: "2026-01-01T00:00:00[Europe/Berlin]" });
    expect(schedule.next(1, { after: "2026-07-01T00:00:00Z" }).map(String)).toEqual([
      "2026-07-01T09:00:00+02:00[Europe/Berlin]",
    ]);
  });

  it("without `after` looks from now", () => {
    const [moment] = IntervalSchedule(hourly).next(1);
    const ahead = (moment?.epochMilliseconds ?? 0) - Date.now();
    expect(ahead).toBeGreaterThan(-60_000);
    expect(ahead).toBeLessThanOrEqual(3_600_000);
  });

  it("may be made with new or without", () => {
    expect(new IntervalSchedule(hourly)).toBeInstanceOf(Schedule);
    expect(new IntervalSchedule(hourly).data).toEqual(IntervalSchedule(hourly).data);
    expect(new CronSchedule("0 9 * * *").data).toEqual(CronSchedule("0 9 * * *").data);
    const rule = "DTSTART:20260101T090000Z\nRRULE:FREQ=DAILY";
    expect(new RRuleSchedule(rule).next(1, { after: "2026-01-01T10:00:00Z" }).map(String)).toEqual([
      "2026-01-02T09:00:00+00:00[UTC]",
    ]);
  });

  it("has Prefect's JSON form", () => {
    expect(IntervalSchedule(hourly).serialize()).toEqual({
      type: "Schedule",
      clocks: [
        {
          type: "IntervalClock",
          interval: 3_600_000_000,
          start_date: null,
          end_date: null,
          parameter_defaults: {},
          labels: null,
        },
      ],
      filters: [],
      or_filters: [],
      not_filters: [],
      adjustments: [],
    });
  });
});

describe("moments", () => {
  const text = "2026-03-07T20:00:00-05:00[America/New_York]";
  it.each([
    ["a text", text],
    ["a Temporal.ZonedDateTime", Temporal.ZonedDateTime.from(text)],
    ["a Temporal.Instant", Temporal.Instant.from("2026-03-08T01:00:00Z")],
    ["a Date", new Date("2026-03-08T01:00:00Z")],
  ])("may be %s", (_, given) => {
    const [moment] = new Schedule({ clocks: [new DatesClock([given])] }).next(1, {
      after: "2020-01-01T00:00:00Z",
    });
    expect(moment?.toInstant().toString()).toBe("2026-03-08T01:00:00Z");
  });

  it.each([
    [
      () => new DatesClock(["2026-03-07T20:00:00"]),
      ValueError,
      'dates[0]: "2026-03-07T20:00:00" has no time zone: write',
    ],
    [
      () => new DatesClock([Temporal.PlainDate.from("2026-03-07").toString()]),
      ValueError,
      "has no time zone",
    ],
    [() => new DatesClock([new Date(NaN)]), ValueError, "dates[0]: the Date is invalid"],
    [
      () => new IntervalClock({ ...hourly, startDate: "soon" }),
      ValueError,
      'startDate: "soon" is not a date and time',
    ],
    [
      () => new DatesClock([5, {}]),
      TypeError,
      'dates[0] must be a text like "2026-03-07T20:00:00[America/New_York]"',
    ],
    [() => new DatesClock([]), ValueError, "DatesClock has no dates"],
  ])("that are none are refused (%#)", (make, type, message) => {
    expect(make).toThrow(type);
    expect(make).toThrow(message);
  });
});

describe("mistakes", () => {
  const given = (value: unknown): never => value as never;
  it.each([
    [
      () => new IntervalClock({ interval: { hours: 0 } }),
      ValueError,
      "Interval must be greater than 0.",
    ],
    [
      () => new IntervalClock({ interval: { hours: -1 } }),
      ValueError,
      "Interval must be greater than 0.",
    ],
    [
      () => new IntervalClock(given({ interval: 3600 })),
      TypeError,
      "interval must be a duration, not 3600: write an object of units",
    ],
    [() => new IntervalClock(given({})), TypeError, "interval must be a duration"],
    [
      () => new IntervalClock(given({ ...hourly, start_date: "x" })),
      TypeError,
      'IntervalClock has no option "start_date"; write startDate.',
    ],
    [
      () => new IntervalClock(given({ ...hourly, parameterDefaults: { f: () => 1 } })),
      TypeError,
      "parameterDefaults must be an object of plain JSON",
    ],
    [
      () => new IntervalClock(given({ ...hourly, labels: "a" })),
      TypeError,
      "labels must be a list of texts",
    ],
    [
      () => new CronClock("61 * * * *"),
      ValueError,
      'Invalid cron string "61 * * * *": the minute field "61" is out of its range',
    ],
    [() => CronSchedule(given({ cron: "* * * * *" })), TypeError, "CronClock takes a cron text"],
    [() => new RRuleClock(given(5)), TypeError, "RRuleClock takes a rule like"],
    [() => new RRuleClock("FREQ=DAILY"), ValueError, "says no start"],
    [
      () => new Schedule(given({ clocks: new IntervalClock(hourly) })),
      TypeError,
      "clocks should be a list of clocks",
    ],
    [
      () => new Schedule(given({ clocks: ["0 9 * * *"] })),
      TypeError,
      'clocks[0] is "0 9 * * *", not a clock',
    ],
    [
      () => new Schedule(given({ clocks: [], filters: [filters.isDayOfWeek] })),
      TypeError,
      "filters[0] is not called yet; write isDayOfWeek(…).",
    ],
    [
      () => new Schedule(given({ clocks: [], filters: [adjustments.nextWeekday] })),
      ValueError,
      "filters[0] is not a filter",
    ],
    [
      () => filters.isDayOfWeek(7),
      ValueError,
      "The day of the week (Monday is 0) must be a whole number from 0 to 6, not 7.",
    ],
    [() => filters.onDate(13, 1), ValueError, "The month must be a whole number from 1 to 12"],
    [() => filters.atTime("9am"), ValueError, '"9am" is not a time of day'],
    [
      () => IntervalSchedule(hourly).next(given("2")),
      ValueError,
      "schedule.next: n must be a whole number",
    ],
  ])("say what to write instead (%#)", (make, type, message) => {
    expect(make).toThrow(type);
    expect(make).toThrow(message);
  });

  it("like a filter of one's own are told when the schedule is asked", () => {
    const schedule = new Schedule({
      clocks: [new IntervalClock(hourly)],
      filters: [
        function onPayday() {
          return true;
        },
      ],
    });
    expect(schedule.data.filters).toEqual([{ type: "custom", custom: true, label: "onPayday" }]);
    expect(() => schedule.next(1)).toThrow(
      'The schedule\'s filter "onPayday" is a function of yours',
    );
  });
});
