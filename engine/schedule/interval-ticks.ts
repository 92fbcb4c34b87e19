/** The ticks of an interval clock. Source of the rules: prefect 1.x `IntervalClock.events`. */

import type { Millis } from "../model/state.ts";
import { DAY, LAST_WALL, dayNumber } from "./calendar.ts";
import { compareMoments } from "./moment.ts";
import type { Moment } from "./moment.ts";
import type { IntervalClockData } from "./schedule-data.ts";
import { findZone, fromWall, toWall } from "./zone.ts";

const DEFAULT_START: Moment = { at: dayNumber(2019, 1, 1) * DAY, zone: "UTC" };

/**
 * All ticks after a moment. From a day after the start on they are laid out in wall time, so that
 * 9 am stays 9 am when clocks change; on the first day in real time.
 */
export function* intervalTicks(clock: IntervalClockData, after: Millis): Generator<Moment> {
  const start = clock.startDate ?? DEFAULT_START;
  const zone = findZone(start.zone);
  const startWall = toWall(zone, start.at);
  const steps = after < start.at ? 0 : Math.floor((after - start.at) / clock.interval) + 1;
  for (let step = steps; ; step++) {
    const span = step * clock.interval;
    if (startWall + span > LAST_WALL) return;
    const at = span < DAY ? start.at + span : fromWall(zone, startWall + span, "later");
    // Clocks were set back since the start: the wall is not as far as real time.
    if (at <= after) continue;
    const tick = { at, zone: start.zone };
    if (clock.endDate && compareMoments(tick, clock.endDate) > 0) return;
    yield tick;
  }
}
