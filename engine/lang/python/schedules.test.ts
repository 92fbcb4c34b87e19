/** The same schedule in Python and in TypeScript is the same data, and has the same dates. */

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { PyodideAPI } from "pyodide";
import {
  adjustments,
  CronClock,
  DatesClock,
  filters,
  IntervalClock,
  RRuleClock,
  Schedule,
} from "../../flow/schedules.ts";
import { nextTicks } from "../../schedule/next-ticks.ts";
import { parseSchedule } from "../../schedule/parse-schedule.ts";
import { loadProjectPython } from "../../testing/project-python.ts";

/** Answers as the worker does. */
const HOST = `
import json
import datetime as dt
import pendulum
from datetime import timedelta
from dateutil.rrule import rrule, rruleset, rrulestr, MONTHLY, WEEKLY, FR, MO
from prefect import _realm
from prefect.schedules import Schedule, adjustments, filters
from prefect.schedules.clocks import CronClock, DatesClock, IntervalClock, RRuleClock

class Host:
    def now(self):
        return 0
    def next_ticks(self, schedule, n, after):
        answer = json.loads(ask(json.dumps([schedule, n, after])))
        if isinstance(answer, str):
            raise ValueError(answer)
        return answer

_realm.set_host(Host())
halloween = pendulum.datetime(2026, 10, 31, 20, tz="America/New_York")
hourly = IntervalClock(timedelta(hours=1), halloween)
march = pendulum.datetime(2026, 3, 7, 20, tz="America/New_York")

def look(schedule):
    dates = [each.isoformat() for each in schedule.next(6, after=march)]
    return json.dumps({"data": schedule.data, "form": schedule.serialize(), "dates": dates})
`;

let python: PyodideAPI;

beforeAll(async () => {
  python = await loadProjectPython();
  python.globals.set("ask", answer);
  python.runPython(HOST);
}, 60_000);

function answer(text: string): string {
  const [schedule, n, after] = JSON.parse(text) as [unknown, number, number];
  try {
    return JSON.stringify(nextTicks(parseSchedule(schedule), n, after));
  } catch (error) {
    return JSON.stringify(error instanceof Error ? error.message : String(error));
  }
}

const MARCH = "2026-03-07T20:00:00[America/New_York]";
const START = { startDate: MARCH };
const RULE = "DTSTART;TZID=Europe/Berlin:20260105T090000\nRRULE:FREQ=WEEKLY;BYDAY=MO,FR";
const COUNTED = "DTSTART:20260105T090000\nRRULE:FREQ=MONTHLY;COUNT=9;BYDAY=+2FR";

const CASES: readonly { name: string; python: string; schedule: Schedule }[] = [
  {
    name: "an interval over the change of clocks",
    python: "Schedule([IntervalClock(timedelta(hours=4), march)])",
    schedule: new Schedule({ clocks: [new IntervalClock({ interval: { hours: 4 }, ...START })] }),
  },
  {
    name: "clocks with parameters, labels and ends",
    python: `Schedule([
        CronClock("30 9 * * 1-5", start_date=march, end_date=march.add(weeks=2),
                  parameter_defaults={"x": [1, None], "y": {"z": "a"}}, labels=["a"]),
        CronClock("0 0 13 * 5", day_or=False),
    ])`,
    schedule: new Schedule({
      clocks: [
        new CronClock("30 9 * * 1-5", {
          ...START,
          endDate: "2026-03-21T20:00:00[America/New_York]",
          parameterDefaults: { x: [1, null], y: { z: "a" } },
          labels: ["a"],
        }),
        new CronClock("0 0 13 * 5", { dayOr: false }),
      ],
    }),
  },
  {
    name: "dates of several zones",
    python: `Schedule([DatesClock([
        march.add(days=2), pendulum.datetime(2026, 4, 1), pendulum.parse("2026-05-01T10:00:00.25+05:30"),
    ])])`,
    schedule: new Schedule({
      clocks: [
        new DatesClock([
          "2026-03-09T20:00:00[America/New_York]",
          "2026-04-01[UTC]",
          "2026-05-01T10:00:00.25+05:30",
        ]),
      ],
    }),
  },
  {
    name: "all filters and adjustments",
    python: `Schedule(
        [IntervalClock(timedelta(minutes=30), march)],
        filters=[filters.is_weekday, filters.between_times(dt.time(9), dt.time(17, 30)),
                 filters.between_dates(12, 24, 4, 6),
                 filters.between_datetimes(march, march.add(months=1))],
        or_filters=[filters.at_time(dt.time(9, 0, 0)), filters.is_day_of_week(2),
                    filters.is_month_end, filters.is_month_start],
        not_filters=[filters.on_date(3, 9), filters.on_datetime(march), filters.is_weekend],
        adjustments=[adjustments.add(timedelta(days=3)), adjustments.next_weekday],
    )`,
    schedule: new Schedule({
      clocks: [new IntervalClock({ interval: { minutes: 30 }, ...START })],
      filters: [
        filters.isWeekday,
        filters.betweenTimes("09:00", "17:30"),
        filters.betweenDates(12, 24, 4, 6),
        filters.betweenDatetimes(MARCH, "2026-04-07T20:00:00[America/New_York]"),
      ],
      orFilters: [
        filters.atTime("09:00"),
        filters.isDayOfWeek(2),
        filters.isMonthEnd,
        filters.isMonthStart,
      ],
      notFilters: [filters.onDate(3, 9), filters.onDatetime(MARCH), filters.isWeekend],
      adjustments: [adjustments.add({ days: 3 }), adjustments.nextWeekday],
    }),
  },
  {
    name: "a rule as text",
    python: `Schedule([RRuleClock(${JSON.stringify(RULE)})])`,
    schedule: new Schedule({ clocks: [new RRuleClock(RULE)] }),
  },
  {
    name: "a rule without a start",
    python: 'Schedule([RRuleClock("FREQ=DAILY;INTERVAL=2;BYHOUR=9,18", start_date=march)])',
    schedule: new Schedule({
      clocks: [new RRuleClock("FREQ=DAILY;INTERVAL=2;BYHOUR=9,18", START)],
    }),
  },
  {
    name: "a rule of dateutil",
    python: `Schedule([RRuleClock(
        rrule(WEEKLY, byweekday=(MO, FR), dtstart=pendulum.datetime(2026, 1, 5, 9, tz="Europe/Berlin"))
    )])`,
    schedule: new Schedule({ clocks: [new RRuleClock(RULE)] }),
  },
  {
    name: "a naive rule of dateutil",
    python:
      "Schedule([RRuleClock(rrule(MONTHLY, byweekday=FR(+2), count=9, dtstart=dt.datetime(2026, 1, 5, 9)))])",
    schedule: new Schedule({ clocks: [new RRuleClock(COUNTED)] }),
  },
];

it.each(CASES)("$name", ({ python: expression, schedule }) => {
  const { dates, ...built } = JSON.parse(String(python.runPython(`look(${expression})`))) as {
    readonly dates: readonly string[];
  };
  expect(built).toEqual({ data: plain(schedule.data), form: plain(schedule.serialize()) });
  expect(dates.map((date) => Date.parse(date))).toEqual(
    schedule.next(6, { after: MARCH }).map((date) => date.epochMilliseconds),
  );
});

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

interface OracleCase {
  readonly id: string;
  readonly python: string;
  readonly after: string;
  readonly n: number;
  readonly expected: readonly string[];
}

it("gives for the random schedules, in Python, what real Prefect gave", () => {
  const file = new URL("../../testing/data/schedules.jsonl", import.meta.url);
  const cases = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as OracleCase);
  expect(cases).toHaveLength(100);
  const given = python.runPython(`
from datetime import time
from prefect.schedules import clocks

def ticks(case):
    found = eval(case["python"]).next(case["n"], after=pendulum.parse(case["after"]))
    return [each.in_timezone("UTC").format("YYYY-MM-DDTHH:mm:ss[Z]") for each in found]

json.dumps({each["id"]: ticks(each) for each in json.loads(${JSON.stringify(JSON.stringify(cases))})})
`) as string;
  expect(JSON.parse(given)).toEqual(
    Object.fromEntries(cases.map(({ id, expected }) => [id, expected])),
  );
});

describe("what the engine decides for Python", () => {
  it.each([
    ['CronClock("99 * * * *")', "Invalid cron string: "],
    ['RRuleClock("FREQ=SOMETIMES", start_date=march)', "RRuleClock: "],
    [
      "Schedule([IntervalClock(timedelta(hours=1))], filters=[lambda moment: True]).next(1)",
      "function",
    ],
  ])("%s is refused", (expression, message) => {
    expect(() => python.runPython(expression) as unknown).toThrow(message);
  });

  it.each([
    ["filters.is_weekday(march)", "False"],
    ["filters.is_weekday(march.add(days=2))", "True"],
    ["filters.between_times(dt.time(19), dt.time(3))(march)", "True"],
    ["adjustments.next_weekday(march)", "2026-03-09 20:00:00-04:00"],
    ["adjustments.add(timedelta(hours=-1))(march)", "2026-03-07 19:00:00-05:00"],
    ["len(list(CronClock('0 9 * * *', end_date=march).events(march.subtract(days=3))))", "3"],
    /* A clock alone has the hour that is repeated; a schedule of it has not, in Prefect too. */
    [
      "[each.start_time.hour for each, _ in zip(hourly.events(halloween), range(6))][3:]",
      "[0, 1, 1]",
    ],
    ["[each.hour for each in Schedule([hourly]).next(6, after=halloween)][3:]", "[0, 1, 2]"],
  ])("%s is %s", (expression, expected) => {
    expect(python.runPython(`str(${expression})`)).toBe(expected);
  });
});
