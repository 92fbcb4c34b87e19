/** The next ticks of a schedule: clocks merged, filtered, adjusted. Source: prefect 1.x `Schedule.next`. */

import type { Millis } from "../model/state.ts";
import { adjust } from "./adjustments.ts";
import { cronTicks } from "./cron-ticks.ts";
import { isPassed } from "./filters.ts";
import { intervalTicks } from "./interval-ticks.ts";
import { compareMoments, isSameMoment } from "./moment.ts";
import type { Moment } from "./moment.ts";
import { rruleTicks } from "./rrule-ticks.ts";
import type { ClockData, DatesClockData, ScheduleData, ScheduleEvent } from "./schedule-data.ts";

/** Filters may refuse everything for ever: after so many ticks the search ends. */
const MOST_LOOKED_AT = 10_000;

/**
 * The next `n` events after a moment; fewer if the clocks end first or the filters are too strict.
 *
 * A tick that equals the event before it is dropped. Two things about that are Prefect's own:
 * equality is Python's, by wall time within a zone, so an hourly clock loses the hour that is
 * repeated when clocks are set back; and the event before is compared as adjusted, so a tick on
 * the Monday that a Saturday's was moved to is dropped, and of two equal ones that move both stay.
 * @throws FlowbookError `badSchedule` if a filter or adjustment is a function of the user's
 */
export function nextTicks(schedule: ScheduleData, n: number, after: Millis): ScheduleEvent[] {
  const found: ScheduleEvent[] = [];
  if (n < 1) return found;
  const extras = schedule.clocks.map((clock) => canonical([clock.parameterDefaults, clock.labels]));
  let looked = 0;
  let last: Merged | null = null;
  for (const { event, index } of merged(schedule.clocks, after)) {
    const isRepeat: boolean =
      last !== null && extras[last.index] === extras[index] && isSameMoment(last.event, event);
    if (isRepeat) continue;
    const passed = isPassed(schedule, event);
    const adjusted = passed ? schedule.adjustments.reduce(adjust, event) : event;
    last = { event: adjusted, index };
    if (passed) found.push(adjusted);
    looked += 1;
    if (found.length >= n || looked >= MOST_LOOKED_AT) break;
  }
  return found;
}

/** The ticks of one clock after a moment. They are in order, clock changes aside. */
function clockTicks(clock: ClockData, after: Millis): Generator<Moment> {
  switch (clock.type) {
    case "IntervalClock":
      return intervalTicks(clock, after);
    case "CronClock":
      return cronTicks(clock, after);
    case "DatesClock":
      return datesTicks(clock, after);
    case "RRuleClock":
      return rruleTicks(clock, after);
  }
}

function* datesTicks({ dates }: DatesClockData, after: Millis): Generator<Moment> {
  for (const date of [...dates].sort(compareMoments)) {
    if (date.at > after) yield date;
  }
}

interface Merged {
  readonly event: ScheduleEvent;
  readonly index: number;
}

/** Earliest first; of equal ones the earlier clock's. */
function* merged(clocks: readonly ClockData[], after: Millis): Generator<Merged> {
  const streams = clocks.map((clock) => clockEvents(clock, after));
  const heads = streams.map((stream) => stream.next());
  for (;;) {
    let first: Merged | null = null;
    for (const [index, head] of heads.entries()) {
      if (head.done) continue;
      const event = head.value;
      if (!first || compareMoments(event, first.event) < 0) first = { event, index };
    }
    const stream = first && streams[first.index];
    if (!first || !stream) return;
    yield first;
    heads[first.index] = stream.next();
  }
}

function* clockEvents(clock: ClockData, after: Millis): Generator<ScheduleEvent> {
  const { parameterDefaults, labels } = clock;
  for (const { at, zone } of clockTicks(clock, after))
    yield { at, zone, parameterDefaults, labels };
}

/** JSON with sorted keys: equal values have equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
