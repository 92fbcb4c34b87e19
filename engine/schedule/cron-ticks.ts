/** The ticks of a cron clock. Source of the rules: prefect 1.x `CronClock.events` and croniter. */

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
  daysInMonth,
  timeOf,
  weekdayOf,
} from "./calendar.ts";
import type { Wall } from "./calendar.ts";
import { parseCron } from "./cron.ts";
import type { Cron } from "./cron.ts";
import { compareMoments } from "./moment.ts";
import type { Moment } from "./moment.ts";
import type { CronClockData } from "./schedule-data.ts";
import { findZone, fromWall, toWall } from "./zone.ts";
import type { Zone } from "./zone.ts";

/** All ticks after a moment, in the zone of the clock's start. */
export function* cronTicks(clock: CronClockData, after: Millis): Generator<Moment> {
  const cron = parseCron(clock.cron);
  const zone = findZone(clock.startDate?.zone ?? "UTC");
  const ticked = new Set<Millis>();
  const next = croniter({ cron, dayOr: clock.dayOr, zone, from: cursor(clock, zone, after) });
  for (;;) {
    let at = next();
    // Prefect asks once more, and takes what then comes, after a tick it has already given. So in
    // the hour that clocks repeat, an hourly clock ticks once, the second time.
    if (at !== null && (at <= after || ticked.has(at))) at = next();
    if (at === null) return;
    if (at <= after) continue;
    const tick = { at, zone: zone.id };
    if (clock.endDate && compareMoments(tick, clock.endDate) > 0) return;
    ticked.add(at);
    yield tick;
  }
}

/** Where the search begins: a moment in whole seconds, itself no longer a candidate. */
function cursor(clock: CronClockData, zone: Zone, after: Millis): Millis {
  const start = clock.startDate;
  const afterSecond = Math.floor(after / SECOND) * SECOND;
  // The start itself may tick, so the search begins a second before it.
  const beforeStart = start ? Math.ceil(start.at / SECOND) * SECOND - SECOND : -Infinity;
  return fromWall(zone, toWall(zone, Math.max(afterSecond, beforeStart)), "later");
}

interface Croniter {
  readonly cron: Cron;
  readonly dayOr: boolean;
  readonly zone: Zone;
  readonly from: Millis;
}

/**
 * The next match, and the next… It is sought on the wall as if the offset in force never changed;
 * where it did change on the way, to another day or to a time that does not exist, croniter moves
 * the match by the difference. null: there are no more.
 */
function croniter({ cron, dayOr, zone, from }: Croniter): () => Millis | null {
  const isExact = cron.seconds.length > 1 || cron.seconds[0] !== 0;
  const step = isExact ? SECOND : MINUTE;
  let current = from;
  let anchor = from;
  return () => {
    const offset = zone.offsetAt(current);
    const first = Math.floor((current + offset + step) / step) * step;
    const wall = nextMatch(cron, dayOr, first);
    if (wall === null) return null;
    current = wall - offset;
    const lag = zone.offsetAt(current) - zone.offsetAt(anchor);
    if (isAnotherDay({ zone, anchor, found: current, lag })) {
      const moved = current - lag;
      if (zone.offsetAt(moved) === zone.offsetAt(current)) current = moved;
      anchor = current;
    }
    return fromWall(zone, toWall(zone, current), "later");
  };
}

interface Found {
  readonly zone: Zone;
  readonly anchor: Millis;
  readonly found: Millis;
  readonly lag: Millis;
}

function isAnotherDay({ zone, anchor, found, lag }: Found): boolean {
  if (lag === 0) return false;
  const hour = Math.floor(timeOf(toWall(zone, anchor)) / HOUR);
  const untilMidnight = DAY - hour * HOUR;
  const elapsed = Math.abs(found - anchor);
  return lag > 0 ? elapsed >= untilMidnight : elapsed - lag >= untilMidnight;
}

/** Past this many years without a match croniter gives up. */
const MOST_YEARS = 50;

/** The first wall time from `from` on that the expression lets pass. */
function nextMatch(cron: Cron, dayOr: boolean, from: Wall): Wall | null {
  const firstDay = dayOf(from);
  const { year } = dateOfDay(firstDay);
  const lastDay = Math.min(dayNumber(year + MOST_YEARS, 12, 31), dayOf(LAST_WALL));
  for (let day = firstDay; day <= lastDay; day++) {
    const date = dateOfDay(day);
    if (!cron.months.has(date.month)) {
      day = dayNumber(date.year, date.month + 1, 1) - 1;
      continue;
    }
    if (!isDay(cron, dayOr, day)) continue;
    const time = nextTime(cron, day === firstDay ? timeOf(from) : 0);
    if (time !== null) return day * DAY + time;
  }
  return null;
}

function isDay(cron: Cron, dayOr: boolean, number: number): boolean {
  const { year, month, day } = dateOfDay(number);
  const length = daysInMonth(year, month);
  const ofMonth = cron.days === null || cron.days.has(day) || (cron.lastDay && day === length);
  const sundayFirst = (weekdayOf(number) + 1) % 7;
  if (cron.nthWeekdays.length > 0) {
    const isNth = cron.nthWeekdays.some(
      ({ weekday, nth }) =>
        weekday === sundayFirst && (nth === "last" ? day > length - 7 : Math.ceil(day / 7) === nth),
    );
    // So it is in croniter: counted weekdays alone decide when OR is asked for.
    return isNth && (ofMonth || dayOr);
  }
  const ofWeek = cron.weekdays === null || cron.weekdays.has(sundayFirst);
  const bothGiven = cron.days !== null && cron.weekdays !== null;
  return bothGiven && dayOr ? ofMonth || ofWeek : ofMonth && ofWeek;
}

/** The first time of day from `from` on that the expression lets pass. */
function nextTime({ hours, minutes, seconds }: Cron, from: Millis): Millis | null {
  for (const hour of hours) {
    if ((hour + 1) * HOUR <= from) continue;
    for (const minute of minutes) {
      const start = hour * HOUR + minute * MINUTE;
      if (start + MINUTE <= from) continue;
      const second = seconds.find((each) => start + each * SECOND >= from);
      if (second !== undefined) return start + second * SECOND;
    }
  }
  return null;
}
