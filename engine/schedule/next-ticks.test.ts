import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { parseCron } from "./cron.ts";
import { parseMoment } from "./moment.ts";
import { nextTicks } from "./next-ticks.ts";
import type { ClockData, FilterData, ScheduleData } from "./schedule-data.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const common = { parameterDefaults: {}, labels: null, endDate: null };

const scheduleOf = (
  clocks: readonly ClockData[],
  more: Partial<ScheduleData> = {},
): ScheduleData => ({
  clocks,
  filters: [],
  orFilters: [],
  notFilters: [],
  adjustments: [],
  ...more,
});

const cronClock = (cron: string, startDate: string | null, dayOr = true): ClockData => ({
  type: "CronClock",
  cron,
  dayOr,
  ...common,
  startDate: startDate === null ? null : parseMoment(startDate),
});

const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const wallOf = (moment: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);

const CHANGING = ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe"];
const zones = fc.constantFrom("UTC", "Asia/Kolkata", ...CHANGING);

/** A field as people write it: a star, a step, a list or a range. */
const field = (low: number, high: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant("*"),
    fc.integer({ min: 2, max: 12 }).map((step) => `*/${step}`),
    fc
      .uniqueArray(fc.integer({ min: low, max: high }), { minLength: 1, maxLength: 4 })
      .map((list) => list.join(",")),
    fc
      .tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high }))
      .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
  );

const crons = fc
  .tuple(
    field(0, 59),
    field(0, 23),
    field(1, 31),
    fc.constantFrom("*", "*", "3", "10-11", "1,6"),
    field(0, 6),
  )
  .map((fields) => fields.join(" "));

/** Cron as its manual has it, one minute at a time. */
function isCronMinute(cron: string, dayOr: boolean, wall: Temporal.ZonedDateTime): boolean {
  const { minutes, hours, days, months, weekdays } = parseCron(cron);
  const ofMonth = days?.has(wall.day) ?? true;
  const ofWeek = weekdays?.has(wall.dayOfWeek % 7) ?? true;
  const isDay = days && weekdays && dayOr ? ofMonth || ofWeek : ofMonth && ofWeek;
  return (
    isDay && months.has(wall.month) && hours.includes(wall.hour) && minutes.includes(wall.minute)
  );
}

/** No clock of the zone is set forward or back within a day. */
const isQuiet = (moment: number, zone: string): boolean =>
  wallOf(moment - DAY, zone).offset === wallOf(moment + DAY, zone).offset;

function* minutesFrom(after: number, days: number): Generator<number> {
  const first = (Math.floor(after / MINUTE) + 1) * MINUTE;
  for (let minute = first; minute < after + days * DAY; minute += MINUTE) yield minute;
}

describe("cron clocks", () => {
  it("tick on the minutes that a clock on the wall would, minute by minute", () => {
    // Some days before a change of clocks somewhere, and any day.
    const starts = fc.oneof(
      fc.constantFrom(
        at("2026-03-07T12:00Z"),
        at("2026-10-31T12:00Z"),
        at("2026-03-27T23:00Z"),
        at("2026-10-24T05:00Z"),
        at("2026-04-03T01:00Z"),
        at("2026-10-02T20:00Z"),
      ),
      fc.integer({ min: at("2024-01-01T00:00Z"), max: at("2030-01-01T00:00Z") }),
    );
    fc.assert(
      fc.property(crons, fc.boolean(), zones, starts, (cron, dayOr, zone, after) => {
        const clock = cronClock(cron, `2020-01-01T00:00:00[${zone}]`, dayOr);
        const end = after + 4 * DAY;
        const ticks = nextTicks(scheduleOf([clock]), 10_000, after)
          .map((event) => event.at)
          .filter((tick) => tick < end && isQuiet(tick, zone));
        const expected = [...minutesFrom(after, 4)].filter(
          (minute) => isQuiet(minute, zone) && isCronMinute(cron, dayOr, wallOf(minute, zone)),
        );
        expect(ticks).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  }, 30_000);

  it("tick at least once in every hour asked for, even on days when clocks change", () => {
    fc.assert(
      fc.property(fc.constantFrom(...CHANGING), fc.integer({ min: 0, max: 23 }), (zone, hour) => {
        for (const start of [
          "2026-03-06T00:00Z",
          "2026-10-30T00:00Z",
          "2026-03-27T00:00Z",
          "2026-10-23T00:00Z",
        ]) {
          const clock = cronClock(`15 ${hour} * * *`, `2020-01-01T00:00:00[${zone}]`);
          const ticks = nextTicks(scheduleOf([clock]), 5, at(start));
          const days = ticks.map((tick) => wallOf(tick.at, zone).toPlainDate().toString());
          expect(new Set(days).size).toBe(5);
        }
      }),
    );
  });

  it.each([
    // Clocks of New York go from 2:00 to 3:00 on 8 March 2026, and from 2:00 to 1:00 on 1 November.
    ["0 * * * *", "2026-03-08T05:30Z", ["06:00", "07:00", "08:00"]],
    ["30 2 * * *", "2026-03-07T20:00Z", ["07:30", "06:30", "06:30"]],
    ["0 * * * *", "2026-11-01T03:30Z", ["04:00", "06:00", "07:00"]],
    ["30 1 * * *", "2026-11-01T03:30Z", ["06:30", "06:30", "06:30"]],
  ])("tick at %s after %s as Prefect's do", (cron, after, times) => {
    const clock = cronClock(cron, "2020-01-01T00:00:00[America/New_York]");
    const ticks = nextTicks(scheduleOf([clock]), 3, at(after));
    expect(
      ticks.map((tick) => wallOf(tick.at, "UTC").toPlainTime().toString().slice(0, 5)),
    ).toEqual(times);
  });

  it("give up on a date that never comes", () => {
    expect(nextTicks(scheduleOf([cronClock("0 0 30 2 *", null)]), 1, 0)).toEqual([]);
  });

  it("tick every second if asked", () => {
    const ticks = nextTicks(scheduleOf([cronClock("* * * * * */20", null)]), 4, 1000);
    expect(ticks.map((tick) => tick.at)).toEqual([20_000, 40_000, 60_000, 80_000]);
  });
});

describe("interval clocks", () => {
  it("shorter than a day tick evenly where clocks never change", () => {
    const intervals = fc.integer({ min: 1, max: 600 });
    fc.assert(
      fc.property(
        intervals,
        fc.integer({ min: -5000, max: 5000 }),
        fc.constantFrom("UTC", "Asia/Kolkata"),
        (minutes, ahead, zone) => {
          const after = at("2026-05-05T05:05Z");
          const start = after + ahead * MINUTE;
          const clock: ClockData = {
            type: "IntervalClock",
            interval: minutes * MINUTE,
            ...common,
            startDate: { at: start, zone },
          };
          const expected = [...minutesFrom(Math.max(after, start - 1), 3)].filter(
            (minute) => (minute - start) % (minutes * MINUTE) === 0,
          );
          const ticks = nextTicks(scheduleOf([clock]), 10_000, after).map((event) => event.at);
          expect(ticks.slice(0, expected.length)).toEqual(expected);
        },
      ),
    );
  });

  it("of whole days tick at one time on the wall, whatever clocks do", () => {
    fc.assert(
      fc.property(
        zones,
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 3, max: 23 }),
        (zone, days, hour) => {
          const clock: ClockData = {
            type: "IntervalClock",
            interval: days * DAY,
            ...common,
            startDate: parseMoment(`2026-01-01T${String(hour).padStart(2, "0")}:00:00[${zone}]`),
          };
          const ticks = nextTicks(scheduleOf([clock]), 20, at("2026-02-01T00:00Z"));
          let last = -Infinity;
          for (const tick of ticks) {
            const wall = wallOf(tick.at, zone);
            expect(wall.hour).toBe(hour);
            const since = wall.toPlainDate().since("2026-01-01").days;
            expect(since % days).toBe(0);
            expect(tick.at).toBeGreaterThan(last);
            last = tick.at;
          }
          expect(ticks).toHaveLength(20);
        },
      ),
    );
  });

  it("never tick at the moment they are asked to tick after", () => {
    fc.assert(
      fc.property(
        zones,
        fc.constantFrom(20 * MINUTE, 60 * MINUTE, 90 * MINUTE, DAY),
        (zone, interval) => {
          const clock: ClockData = {
            type: "IntervalClock",
            interval,
            ...common,
            startDate: parseMoment(`2026-01-30T09:00:00[${zone}]`),
          };
          let after = at("2026-06-01T13:00Z");
          for (let count = 0; count < 5; count++) {
            const [tick] = nextTicks(scheduleOf([clock]), 1, after);
            expect(tick?.at).toBeGreaterThan(after);
            after = tick?.at ?? after;
          }
        },
      ),
    );
  });
});

describe("filters", () => {
  const daily: ClockData = {
    type: "IntervalClock",
    interval: 7 * 60 * MINUTE,
    ...common,
    startDate: parseMoment("2026-01-01T00:00:00[Europe/Berlin]"),
  };
  const times = fc.integer({ min: 0, max: 1439 });
  const filters: fc.Arbitrary<FilterData> = fc.oneof(
    fc.constantFrom<FilterData>(
      { type: "isWeekday" },
      { type: "isWeekend" },
      { type: "isMonthEnd" },
      { type: "isMonthStart" },
    ),
    fc.integer({ min: 0, max: 6 }).map((day): FilterData => ({ type: "isDayOfWeek", day })),
    fc.tuple(times, times).map(([start, end]): FilterData => ({
      type: "betweenTimes",
      start: start * MINUTE,
      end: end * MINUTE,
    })),
    fc
      .tuple(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
      )
      .map(([startMonth, startDay, endMonth, endDay]): FilterData => ({
        type: "betweenDates",
        startMonth,
        startDay,
        endMonth,
        endDay,
      })),
  );

  function naive(filter: FilterData, wall: Temporal.ZonedDateTime): boolean {
    const minute = wall.hour * 60 + wall.minute;
    const monthDay = `${String(wall.month).padStart(2, "0")}-${String(wall.day).padStart(2, "0")}`;
    switch (filter.type) {
      case "isWeekday":
        return wall.dayOfWeek <= 5;
      case "isWeekend":
        return wall.dayOfWeek >= 6;
      case "isMonthEnd":
        return wall.day === wall.daysInMonth;
      case "isMonthStart":
        return wall.day === 1;
      case "isDayOfWeek":
        return wall.dayOfWeek === filter.day + 1;
      case "betweenTimes": {
        const [start, end] = [filter.start / MINUTE, filter.end / MINUTE];
        return start <= end ? start <= minute && minute <= end : !(end < minute && minute < start);
      }
      case "betweenDates": {
        const text = (month: number, day: number): string =>
          `${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
        const [start, end] = [
          text(filter.startMonth, filter.startDay),
          text(filter.endMonth, filter.endDay),
        ];
        return filter.startMonth <= filter.endMonth
          ? start <= monthDay && monthDay <= end
          : start <= monthDay || monthDay <= end;
      }
      default:
        throw new Error(`not here: ${filter.type}`);
    }
  }

  it("let pass what all, some and none of them let pass", () => {
    const after = at("2026-02-10T00:00Z");
    const unfiltered = nextTicks(scheduleOf([daily]), 300, after);
    fc.assert(
      fc.property(
        fc.array(filters, { maxLength: 2 }),
        fc.array(filters, { maxLength: 2 }),
        fc.array(filters, { maxLength: 1 }),
        (all, some, none) => {
          const expected = unfiltered.filter((event) => {
            const wall = wallOf(event.at, event.zone);
            return (
              all.every((filter) => naive(filter, wall)) &&
              (some.length === 0 || some.some((filter) => naive(filter, wall))) &&
              !none.some((filter) => naive(filter, wall))
            );
          });
          const schedule = scheduleOf([daily], { filters: all, orFilters: some, notFilters: none });
          expect(nextTicks(schedule, expected.length, after)).toEqual(expected);
        },
      ),
    );
  });

  it("that are the user's own functions cannot be asked, and it says so", () => {
    const custom: FilterData = { type: "custom", custom: true, label: "onlyPayday" };
    expect(() => nextTicks(scheduleOf([daily], { filters: [custom] }), 1, 0)).toThrow(
      'filter "onlyPayday" is a function of yours',
    );
    const schedule = scheduleOf([daily], {
      adjustments: [{ type: "custom", custom: true, label: "later" }],
    });
    expect(() => nextTicks(schedule, 1, 0)).toThrow('adjustment "later" is a function of yours');
  });

  it("end the search after 10,000 ticks", () => {
    const every: ClockData = {
      type: "IntervalClock",
      interval: MINUTE,
      ...common,
      startDate: { at: 0, zone: "UTC" },
    };
    const only = (minute: number): FilterData => ({
      type: "onDatetime",
      at: { at: minute * MINUTE, zone: "UTC" },
    });
    expect(nextTicks(scheduleOf([every], { filters: [only(10_000)] }), 1, 0)).toHaveLength(1);
    expect(nextTicks(scheduleOf([every], { filters: [only(10_001)] }), 1, 0)).toHaveLength(0);
  });
});
