/** The `filters` and `adjustments` that schedules are given. Each is data, not a function. */

import type { Duration } from "../model/duration.ts";
import type { AdjustmentData, FilterData } from "../schedule/schedule-data.ts";
import { toMoment, toSpan, toTime, toWholeNumber } from "./schedule-arguments.ts";
import type { MomentLike, TimeLike } from "./schedule-arguments.ts";

const toMonth = (given: number): number => toWholeNumber(given, "The month", [1, 12]);
const toDay = (given: number): number => toWholeNumber(given, "The day", [1, 31]);

/** Each looks at a tick on the calendar and clock of its clock's zone. */
export const filters = {
  /** Only this very moment. */
  onDatetime: (moment: MomentLike): FilterData => ({
    type: "onDatetime",
    at: toMoment(moment, "filters.onDatetime"),
  }),
  /** From one moment to another, both included. */
  betweenDatetimes: (start: MomentLike, end: MomentLike): FilterData => ({
    type: "betweenDatetimes",
    start: toMoment(start, "filters.betweenDatetimes"),
    end: toMoment(end, "filters.betweenDatetimes"),
  }),
  /** One date of every year; January is 1. */
  onDate: (month: number, day: number): FilterData => ({
    type: "onDate",
    month: toMonth(month),
    day: toDay(day),
  }),
  /** From one date to another of every year, both included; over the new year if the end's month is earlier. */
  betweenDates: (
    startMonth: number,
    startDay: number,
    endMonth: number,
    endDay: number,
  ): FilterData => ({
    type: "betweenDates",
    startMonth: toMonth(startMonth),
    startDay: toDay(startDay),
    endMonth: toMonth(endMonth),
    endDay: toDay(endDay),
  }),
  /** One time of every day: `"09:00"`. */
  atTime: (time: TimeLike): FilterData => ({
    type: "atTime",
    time: toTime(time, "filters.atTime"),
  }),
  /** From one time of day to another, both included; over midnight if the end is earlier. */
  betweenTimes: (start: TimeLike, end: TimeLike): FilterData => ({
    type: "betweenTimes",
    start: toTime(start, "filters.betweenTimes"),
    end: toTime(end, "filters.betweenTimes"),
  }),
  /** Monday to Friday. */
  isWeekday: { type: "isWeekday" } satisfies FilterData,
  /** Saturday and Sunday. */
  isWeekend: { type: "isWeekend" } satisfies FilterData,
  /** The last day of a month. */
  isMonthEnd: { type: "isMonthEnd" } satisfies FilterData,
  /** The first day of a month. */
  isMonthStart: { type: "isMonthStart" } satisfies FilterData,
  /** One day of the week. Monday is 0, Sunday is 6. */
  isDayOfWeek: (dayOfWeek: number): FilterData => ({
    type: "isDayOfWeek",
    day: toWholeNumber(dayOfWeek, "The day of the week (Monday is 0)", [0, 6]),
  }),
} as const;

/** They move ticks that passed the filters. */
export const adjustments = {
  /** Later by a duration of real time. */
  add: (interval: Duration): AdjustmentData => ({
    type: "add",
    interval: toSpan(interval, "adjustments.add"),
  }),
  /** From Saturday and Sunday to the Monday after, at the same time of day. */
  nextWeekday: { type: "nextWeekday" } satisfies AdjustmentData,
} as const;
