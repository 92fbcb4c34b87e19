/** Which days a recurrence rule names. */

import { dateOfDay, dayNumber, dayOf, daysInMonth, weekdayOf } from "./calendar.ts";
import type { CalendarDate, Wall } from "./calendar.ts";
import type { ByDay, Rule } from "./rrule.ts";

/**
 * Whether a rule names a day (by its day number). A rule that names no days at all takes them from
 * its start: the same day of the month each month, the same weekday each week, and so on.
 */
export function dayFilter(given: Rule, start: Wall): (day: number) => boolean {
  const rule = withDefaults(given, start);
  const { byMonth, byMonthDay, byYearDay, byWeekNo, byDay } = rule;
  return (day) => {
    const date = dateOfDay(day);
    return (
      (byMonth === null || byMonth.includes(date.month)) &&
      (byWeekNo === null || isInWeek(byWeekNo, day, rule.weekStart)) &&
      (byYearDay === null ||
        isNumbered(byYearDay, day - dayNumber(date.year, 1, 1), yearLength(date))) &&
      (byMonthDay === null ||
        isNumbered(byMonthDay, date.day - 1, daysInMonth(date.year, date.month))) &&
      (byDay === null || byDay.some((each) => isWeekday(rule, each, day)))
    );
  };
}

function withDefaults(rule: Rule, start: Wall): Rule {
  const namesDays = rule.byWeekNo ?? rule.byYearDay ?? rule.byMonthDay ?? rule.byDay;
  if (namesDays !== null) return rule;
  const { month, day } = dateOfDay(dayOf(start));
  switch (rule.frequency) {
    case "YEARLY":
      return { ...rule, byMonth: rule.byMonth ?? [month], byMonthDay: [day] };
    case "MONTHLY":
      return { ...rule, byMonthDay: [day] };
    case "WEEKLY":
      return { ...rule, byDay: [{ weekday: weekdayOf(dayOf(start)), nth: null }] };
    case "DAILY":
    case "HOURLY":
    case "MINUTELY":
    case "SECONDLY":
      return rule;
  }
}

const yearLength = ({ year }: CalendarDate): number =>
  dayNumber(year + 1, 1, 1) - dayNumber(year, 1, 1);

/** Whether the item at an index (from 0) of so many is listed, from the front or from the end. */
const isNumbered = (list: readonly number[], index: number, length: number): boolean =>
  list.includes(index + 1) || list.includes(index - length);

/** A counted weekday counts within its month, or within the year if the rule names no months. */
function isWeekday({ frequency, byMonth }: Rule, { weekday, nth }: ByDay, day: number): boolean {
  if (weekdayOf(day) !== weekday) return false;
  const isLong = frequency === "YEARLY" || frequency === "MONTHLY";
  if (nth === null || !isLong) return true;
  const { year, month } = dateOfDay(day);
  const inMonth = frequency === "MONTHLY" || byMonth !== null;
  const first = dayNumber(year, inMonth ? month : 1, 1);
  const next = inMonth ? dayNumber(year, month + 1, 1) : dayNumber(year + 1, 1, 1);
  const count =
    nth > 0 ? Math.floor((day - first) / 7) + 1 : -(Math.floor((next - 1 - day) / 7) + 1);
  return count === nth;
}

/** The first day of a year's first week: the one with at least four days in the year. */
function firstWeek(year: number, weekStart: number): number {
  const fourth = dayNumber(year, 1, 4);
  return fourth - ((weekdayOf(fourth) - weekStart + 7) % 7);
}

function isInWeek(list: readonly number[], day: number, weekStart: number): boolean {
  const { year } = dateOfDay(day);
  const ofYear =
    [year + 1, year, year - 1].find((each) => firstWeek(each, weekStart) <= day) ?? year;
  const first = firstWeek(ofYear, weekStart);
  const weeks = (firstWeek(ofYear + 1, weekStart) - first) / 7;
  return isNumbered(list, Math.floor((day - first) / 7), weeks);
}
