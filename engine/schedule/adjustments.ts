/** Moves ticks that passed the filters. Source: prefect 1.x schedules/adjustments.py. */

import { DAY, dayOf, weekdayOf } from "./calendar.ts";
import { cannotAsk } from "./filters.ts";
import type { Moment } from "./moment.ts";
import type { AdjustmentData } from "./schedule-data.ts";
import { findZone, fromWall, toWall } from "./zone.ts";

export function adjust<T extends Moment>(tick: T, adjustment: AdjustmentData): T {
  switch (adjustment.type) {
    case "add":
      // Real time, even where it is days: only clocks keep wall time.
      return { ...tick, at: tick.at + adjustment.interval };
    case "nextWeekday":
      return toWeekday(tick);
    case "custom":
      throw cannotAsk("adjustment", adjustment);
  }
}

function toWeekday<T extends Moment>(tick: T): T {
  const zone = findZone(tick.zone);
  const wall = toWall(zone, tick.at);
  const days = 7 - weekdayOf(dayOf(wall));
  // Saturday and Sunday are the sixth and the seventh day.
  return days > 2 ? tick : { ...tick, at: fromWall(zone, wall + days * DAY, "later") };
}
