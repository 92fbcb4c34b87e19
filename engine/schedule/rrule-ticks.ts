/** The ticks of recurrence rules. Same occurrences as dateutil's `rrule`, which Prefect 1.x uses. */

import { FlowbookError } from "../model/errors.ts";
import type { Millis } from "../model/state.ts";
import {
  DAY,
  HOUR,
  LAST_WALL,
  MINUTE,
  SECOND,
  dateOfDay,
  dayNumber,
  dayOf,
  timeOf,
  weekdayOf,
} from "./calendar.ts";
import type { Wall } from "./calendar.ts";
import { compareMoments } from "./moment.ts";
import type { Moment } from "./moment.ts";
import { dayFilter } from "./rrule-days.ts";
import { parseRuleSet } from "./rrule.ts";
import type { Frequency, Rule, RuleSet } from "./rrule.ts";
import type { RRuleClockData } from "./schedule-data.ts";
import { fromWall, toWall } from "./zone.ts";

/** All ticks after a moment; the clock's start date, if it is later, may tick itself. */
export function* rruleTicks(clock: RRuleClockData, after: Millis): Generator<Moment> {
  const set = parseRuleSet(clock.rule, clock.startDate);
  const from = clock.startDate && clock.startDate.at > after ? clock.startDate.at : after + 1;
  const except = new Set(set.exceptDates);
  let last = -Infinity;
  for (const at of merged(set, from)) {
    if (at < from || at <= last || except.has(at)) continue;
    const tick = { at, zone: set.zone.id };
    if (clock.endDate && compareMoments(tick, clock.endDate) > 0) return;
    last = at;
    yield tick;
  }
}

/** The occurrences of every rule and the extra dates, in order. */
function* merged(set: RuleSet, from: Millis): Generator<Millis> {
  const streams = [
    ...set.rules.map((rule) => occurrences(rule, set, from)),
    [...set.extraDates].sort((a, b) => a - b).values(),
  ];
  const heads = streams.map((stream) => stream.next());
  for (;;) {
    let first = -1;
    let least = Infinity;
    heads.forEach((head, index) => {
      if (head.done || head.value >= least) return;
      first = index;
      least = head.value;
    });
    const stream = streams[first];
    if (!stream) return;
    yield least;
    heads[first] = stream.next();
  }
}

/** So many steps without a moment that is asked for, and the rule is refused: it costs too much. */
const MOST_IDLE = 1_000_000;

/** After so long without a moment a rule is over: leap days and weekdays come round sooner. */
const LONGEST_GAP: Millis = 100 * 366 * DAY;

/** One rule's moments, from the start or, where nothing has to be counted, from shortly before `from`. */
function* occurrences(rule: Rule, set: RuleSet, from: Millis): Generator<Millis> {
  const { start, zone } = set;
  const timesOf = periodTimes(rule, start);
  const isNamed = dayFilter(rule, start);
  let index = rule.count === null ? firstPeriod(rule, start, toWall(zone, from)) : 0;
  let given = 0;
  let last = periodAt(rule, start, index).start;
  for (let idle = 0; idle < MOST_IDLE; idle++, index++) {
    index = skipDays(rule, { start, index, isNamed });
    const period = periodAt(rule, start, index);
    if (period.end > LAST_WALL || (idle > 1000 && period.start - last > LONGEST_GAP)) return;
    for (const wall of timesOf(period)) {
      if (wall < start) continue;
      const at = fromWall(zone, wall, "later");
      if (rule.until !== null && at > rule.until) return;
      if (at >= from) idle = 0;
      last = wall;
      yield at;
      given += 1;
      if (given === rule.count) return;
    }
  }
  throw neverComes(rule);
}

interface Position {
  readonly start: Wall;
  readonly index: number;
  readonly isNamed: (day: number) => boolean;
}

/** For periods shorter than a day: the next index that is on a day the rule names, and in such an hour. */
function skipDays(rule: Rule, { start, index, isNamed }: Position): number {
  const first = periodAt(rule, start, index);
  if (first.end - first.start >= DAY) return index;
  const step = (first.end - first.start) * rule.interval;
  const jumpTo = (wall: Wall): number => index + Math.ceil((wall - first.start) / step);
  let day = dayOf(first.start);
  while (!isNamed(day) && (day - dayOf(first.start)) * DAY < LONGEST_GAP) day += 1;
  if (day > dayOf(first.start)) return jumpTo(day * DAY);
  const hour = Math.floor(timeOf(first.start) / HOUR);
  if (rule.byHour === null || rule.byHour.includes(hour)) return index;
  const nextHour = rule.byHour.filter((each) => each > hour).sort((a, b) => a - b)[0] ?? 24;
  return jumpTo(day * DAY + nextHour * HOUR);
}

function neverComes(rule: Rule): FlowbookError {
  const message =
    `A ${rule.frequency} recurrence rule comes to nothing for a million steps: ` +
    "give it a later DTSTART, or loosen its BY… parts.";
  return new FlowbookError("badSchedule", message, { rule });
}

/** A stretch of wall time of the rule's frequency. */
interface Period {
  readonly start: Wall;
  readonly end: Wall;
}

const SPANS: Readonly<Record<Exclude<Frequency, "YEARLY" | "MONTHLY">, Millis>> = {
  WEEKLY: 7 * DAY,
  DAILY: DAY,
  HOURLY: HOUR,
  MINUTELY: MINUTE,
  SECONDLY: SECOND,
};

/** The wall time at which the period that holds the rule's start begins. */
function firstStart(rule: Rule, start: Wall): Wall {
  const { frequency } = rule;
  if (frequency === "YEARLY" || frequency === "MONTHLY") {
    const { year, month } = dateOfDay(dayOf(start));
    return dayNumber(year, frequency === "YEARLY" ? 1 : month, 1) * DAY;
  }
  if (frequency === "WEEKLY") {
    const day = dayOf(start);
    return (day - ((weekdayOf(day) - rule.weekStart + 7) % 7)) * DAY;
  }
  return Math.floor(start / SPANS[frequency]) * SPANS[frequency];
}

function periodAt(rule: Rule, ruleStart: Wall, index: number): Period {
  const first = firstStart(rule, ruleStart);
  const { frequency } = rule;
  const steps = index * rule.interval;
  if (frequency === "YEARLY" || frequency === "MONTHLY") {
    const { year, month } = dateOfDay(dayOf(first));
    const months = frequency === "YEARLY" ? 12 : 1;
    const at = (count: number): Wall => dayNumber(year, month + count * months, 1) * DAY;
    return { start: at(steps), end: at(steps + 1) };
  }
  const start = first + steps * SPANS[frequency];
  return { start, end: start + SPANS[frequency] };
}

/** The index of a period a little before a wall time: clocks may change, so it leaves a margin. */
function firstPeriod(rule: Rule, start: Wall, from: Wall): number {
  const { frequency } = rule;
  const long = { YEARLY: 366 * DAY, MONTHLY: 31 * DAY };
  const span =
    frequency === "YEARLY" || frequency === "MONTHLY" ? long[frequency] : SPANS[frequency];
  const passed = from - 2 * DAY - firstStart(rule, start);
  return Math.max(0, Math.floor(passed / (span * rule.interval)) - 1);
}

/** The wall times that a rule names within one period, in order. */
function periodTimes(rule: Rule, start: Wall): (period: Period) => Generator<Wall> {
  const isNamed = dayFilter(rule, start);
  const timesWithin = timesOfDay(rule, start);
  return function* (period) {
    const isShort = period.end - period.start < DAY;
    const times = timesWithin(isShort ? period.start : null);
    const days: number[] = [];
    for (let day = dayOf(period.start); day * DAY < period.end; day++) {
      if (isNamed(day)) days.push(day);
    }
    if (rule.bySetPos) return yield* pick(days, times, rule.bySetPos);
    for (const day of days) for (const time of times) yield day * DAY + time;
  };
}

/** The first, the second, the last… of all the times on all the days. */
function* pick(
  days: readonly number[],
  times: readonly Millis[],
  positions: readonly number[],
): Generator<Wall> {
  const count = days.length * times.length;
  const indices = positions.map((each) => (each > 0 ? each - 1 : count + each));
  for (const index of [...new Set(indices)].sort((a, b) => a - b)) {
    const day = days[Math.floor(index / times.length)];
    const time = times[index % times.length];
    if (day !== undefined && time !== undefined) yield day * DAY + time;
  }
}

/**
 * The times of day a rule names: all of them, or those within a period shorter than a day. What a
 * rule does not name it takes from its start, as far as that is finer than its frequency.
 */
function timesOfDay(rule: Rule, start: Wall): (within: Wall | null) => readonly Millis[] {
  const shortest = ["HOURLY", "MINUTELY", "SECONDLY"].indexOf(rule.frequency);
  const units = [
    { size: HOUR, count: 24, named: rule.byHour },
    { size: MINUTE, count: 60, named: rule.byMinute },
    { size: SECOND, count: 60, named: rule.bySecond },
  ];
  const valueAt = (wall: Wall, { size, count }: { size: Millis; count: number }): number =>
    Math.floor(timeOf(wall) / size) % count;
  return (within) =>
    units.reduce<readonly Millis[]>(
      (times, unit, level) => {
        let values = [...(unit.named ?? [valueAt(start, unit)])].sort((a, b) => a - b);
        if (within !== null && level <= shortest) {
          const value = valueAt(within, unit);
          values = unit.named === null || unit.named.includes(value) ? [value] : [];
        }
        return times.flatMap((time) => values.map((value) => time + value * unit.size));
      },
      [0],
    );
}
