/** A schedule as plain JSON: what the sandbox reports with a flow, and all that ticks are made of. */

import type { Millis } from "../model/state.ts";
import type { Moment } from "./moment.ts";

interface ClockCommon {
  /** Parameter values for the runs this clock starts. */
  readonly parameterDefaults: Readonly<Record<string, unknown>>;
  readonly labels: readonly string[] | null;
}

interface Bounded extends ClockCommon {
  /** The first moment that may tick; its zone is the clock's. */
  readonly startDate: Moment | null;
  /** The last moment that may tick, itself included. */
  readonly endDate: Moment | null;
}

/** Ticks at its start and every interval after it; without a start, from 2019-01-01 UTC. */
export interface IntervalClockData extends Bounded {
  readonly type: "IntervalClock";
  readonly interval: Millis;
}

export interface CronClockData extends Bounded {
  readonly type: "CronClock";
  readonly cron: string;
  /** Whether a day of the month OR of the week is enough, where both are given. */
  readonly dayOr: boolean;
}

export interface DatesClockData extends ClockCommon {
  readonly type: "DatesClock";
  readonly dates: readonly Moment[];
}

export interface RRuleClockData extends Bounded {
  readonly type: "RRuleClock";
  /** iCalendar lines (RFC 5545): DTSTART, RRULE, RDATE, EXDATE. */
  readonly rule: string;
}

export type ClockData = IntervalClockData | CronClockData | DatesClockData | RRuleClockData;

/** A function that user code gave. It cannot leave its worker, so it cannot be asked here. */
export interface CustomData {
  readonly type: "custom";
  readonly custom: true;
  readonly label: string;
}

/** A filter looks at a tick on the calendar and clock of the tick's own zone. */
export type FilterData =
  | { readonly type: "onDatetime"; readonly at: Moment }
  | { readonly type: "betweenDatetimes"; readonly start: Moment; readonly end: Moment }
  | { readonly type: "onDate"; readonly month: number; readonly day: number }
  | {
      readonly type: "betweenDates";
      readonly startMonth: number;
      readonly startDay: number;
      readonly endMonth: number;
      readonly endDay: number;
    }
  /** Times are milliseconds since midnight. */
  | { readonly type: "atTime"; readonly time: Millis }
  | { readonly type: "betweenTimes"; readonly start: Millis; readonly end: Millis }
  | { readonly type: "isWeekday" | "isWeekend" | "isMonthEnd" | "isMonthStart" }
  /** Monday is 0. Prefect's docstring says Sunday, its code does not. */
  | { readonly type: "isDayOfWeek"; readonly day: number }
  | CustomData;

export type AdjustmentData =
  | { readonly type: "add"; readonly interval: Millis }
  | { readonly type: "nextWeekday" }
  | CustomData;

export interface ScheduleData {
  readonly clocks: readonly ClockData[];
  /** All must let a tick pass… */
  readonly filters: readonly FilterData[];
  /** …at least one of these, if there are any… */
  readonly orFilters: readonly FilterData[];
  /** …and none of these. */
  readonly notFilters: readonly FilterData[];
  /** Then these move it, one after the other. */
  readonly adjustments: readonly AdjustmentData[];
}

/** One start of a flow. */
export interface ScheduleEvent extends Moment {
  readonly parameterDefaults: Readonly<Record<string, unknown>>;
  readonly labels: readonly string[] | null;
}
