/** Whether a filter lets a tick pass. Source of the rules: prefect 1.x schedules/filters.py. */

import { FlowbookError } from "../model/errors.ts";
import { dateOfDay, dayOf, timeOf, weekdayOf } from "./calendar.ts";
import { compareMoments, isSameMoment } from "./moment.ts";
import type { Moment } from "./moment.ts";
import type { CustomData, FilterData, ScheduleData } from "./schedule-data.ts";
import { findZone, toWall } from "./zone.ts";

export const isPassed = ({ filters, orFilters, notFilters }: ScheduleData, tick: Moment): boolean =>
  filters.every((filter) => passes(filter, tick)) &&
  (orFilters.length === 0 || orFilters.some((filter) => passes(filter, tick))) &&
  !notFilters.some((filter) => passes(filter, tick));

function passes(filter: FilterData, tick: Moment): boolean {
  const wall = toWall(findZone(tick.zone), tick.at);
  const day = dayOf(wall);
  const date = dateOfDay(day);
  const time = timeOf(wall);
  switch (filter.type) {
    case "onDatetime":
      return isSameMoment(tick, filter.at);
    case "betweenDatetimes":
      return compareMoments(tick, filter.start) >= 0 && compareMoments(tick, filter.end) <= 0;
    case "onDate":
      return date.month === filter.month && date.day === filter.day;
    case "betweenDates":
      return isBetweenDates(filter, date.month * 100 + date.day);
    case "atTime":
      return time === filter.time;
    case "betweenTimes":
      return filter.start <= filter.end
        ? time >= filter.start && time <= filter.end
        : time >= filter.start || time <= filter.end;
    case "isWeekday":
      return weekdayOf(day) < 5;
    case "isWeekend":
      return weekdayOf(day) >= 5;
    case "isMonthEnd":
      return dateOfDay(day + 1).day === 1;
    case "isMonthStart":
      return date.day === 1;
    case "isDayOfWeek":
      return weekdayOf(day) === filter.day;
    case "custom":
      throw cannotAsk("filter", filter);
  }
}

function isBetweenDates(filter: FilterData & { type: "betweenDates" }, date: number): boolean {
  const start = filter.startMonth * 100 + filter.startDay;
  const end = filter.endMonth * 100 + filter.endDay;
  // Prefect looks at the months alone to tell whether the span runs over the new year.
  return filter.startMonth <= filter.endMonth
    ? date >= start && date <= end
    : date >= start || date <= end;
}

/** The error for a function of the user's where only data can be asked. */
export function cannotAsk(what: "filter" | "adjustment", { label }: CustomData): FlowbookError {
  const instead =
    what === "filter" ? "filters.betweenTimes or filters.isWeekday" : "adjustments.add";
  return new FlowbookError(
    "badSchedule",
    `The schedule's ${what} "${label}" is a function of yours, which cannot run outside its cell: ` +
      `use the built-in ones, like ${instead}.`,
    { label },
  );
}
