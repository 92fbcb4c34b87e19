/**
 * Our ticks against those of the real thing. `schedules.jsonl` is what Prefect 1.x itself gave;
 * `more-schedules.jsonl` is what its parts gave (croniter with its later fix for times that do not
 * exist, pendulum 2.1.2, dateutil 2.9): days when clocks change, bounds, and recurrence rules.
 */

import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import * as schedules from "../flow/schedules.ts";

interface ScheduleCase {
  readonly id: string;
  readonly typescript: string;
  readonly after: string;
  readonly n: number;
  readonly expected: readonly string[];
}

function casesOf(file: string): ScheduleCase[] {
  const text = readFileSync(new URL(`./data/${file}`, import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line): ScheduleCase => JSON.parse(line) as ScheduleCase);
}

function ticksOf({ typescript, after, n }: ScheduleCase): string[] {
  const schedule: unknown = runInNewContext(typescript, { ...schedules });
  if (!(schedule instanceof schedules.Schedule)) throw new TypeError(`No schedule: ${typescript}`);
  return schedule.next(n, { after }).map((moment) => moment.toInstant().toString());
}

describe.each([
  ["schedules.jsonl", 100],
  ["more-schedules.jsonl", 300],
])("the cases of %s", (file, count) => {
  const cases = casesOf(file);

  it(`are ${count}`, () => {
    expect(cases).toHaveLength(count);
  });

  it.each(cases)("$id ticks as it did there: $typescript", (given) => {
    expect(ticksOf(given)).toEqual(given.expected);
  });
});
