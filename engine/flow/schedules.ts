/** The schedules of the flow API: thin classes that build a schedule's data and preview its ticks. */

import { Temporal } from "temporal-polyfill";
import type { Duration } from "../model/duration.ts";
import { parseCron } from "../schedule/cron.ts";
import type { Moment } from "../schedule/moment.ts";
import { nextTicks } from "../schedule/next-ticks.ts";
import { parseSchedule } from "../schedule/parse-schedule.ts";
import { parseRuleSet } from "../schedule/rrule.ts";
import type {
  AdjustmentData,
  ClockData,
  CustomData,
  FilterData,
  ScheduleData,
} from "../schedule/schedule-data.ts";
import { serializeSchedule } from "../schedule/serialize-schedule.ts";
import { realmHost } from "./realm.ts";
import {
  asValueError,
  checkOptions,
  isPrintable,
  show,
  toBounded,
  toCommon,
  toInterval,
  toMoment,
  toWholeNumber,
} from "./schedule-arguments.ts";
import type { BoundedClockOptions, ClockOptions, MomentLike } from "./schedule-arguments.ts";
import { adjustments, filters } from "./schedule-filters.ts";
import { ValueError } from "./errors.ts";

export { adjustments, filters };

export type { BoundedClockOptions, ClockOptions, MomentLike } from "./schedule-arguments.ts";

/** What all clocks are. */
export interface Clock {
  readonly data: ClockData;
}

export interface IntervalClockOptions extends BoundedClockOptions {
  readonly interval: Duration;
}

/** Ticks at its start date (2019-01-01 UTC if none is given) and at every interval after it. */
export class IntervalClock implements Clock {
  readonly data: ClockData;

  constructor(options: IntervalClockOptions) {
    checkOptions(options, "IntervalClock", ["interval"]);
    const interval = toInterval(options.interval, "interval");
    this.data = { type: "IntervalClock", interval, ...toBounded(options, "IntervalClock") };
  }
}

export interface CronClockOptions extends BoundedClockOptions {
  /** Where both are given, is a day of the month or of the week enough? True, as in cron. */
  readonly dayOr?: boolean;
}

/** Ticks where a cron expression matches, in the zone of its start date, else in UTC. */
export class CronClock implements Clock {
  readonly data: ClockData;

  constructor(cron: string, options: CronClockOptions = {}) {
    checkOptions(options, "CronClock", ["dayOr"]);
    if (typeof cron !== "string") {
      throw new TypeError(`CronClock takes a cron text like "0 9 * * 1-5", not ${show(cron)}.`);
    }
    asValueError("CronClock", () => parseCron(cron));
    const { dayOr = true } = options;
    this.data = { type: "CronClock", cron, dayOr, ...toBounded(options, "CronClock") };
  }
}

/** Ticks on the dates it is given. */
export class DatesClock implements Clock {
  readonly data: ClockData;

  constructor(dates: readonly MomentLike[], options: ClockOptions = {}) {
    if (!Array.isArray(dates)) throw new TypeError("DatesClock takes a list of dates.");
    if (dates.length === 0) throw new ValueError("DatesClock has no dates; give it at least one.");
    checkOptions(options, "DatesClock", []);
    const moments = dates.map((date: MomentLike, index) => toMoment(date, `dates[${index}]`));
    this.data = { type: "DatesClock", dates: moments, ...toCommon(options, "DatesClock") };
  }
}

/**
 * Ticks by an iCalendar rule: `"DTSTART;TZID=Europe/Berlin:20260105T090000\nRRULE:FREQ=WEEKLY"`, or
 * an object that prints itself so. Without a DTSTART the rule begins at the start date.
 */
export class RRuleClock implements Clock {
  readonly data: ClockData;

  constructor(rule: string | { toString(): string }, options: BoundedClockOptions = {}) {
    checkOptions(options, "RRuleClock", []);
    if (typeof rule !== "string" && !isPrintable(rule)) {
      throw new TypeError(
        `RRuleClock takes a rule like "FREQ=WEEKLY;BYDAY=MO", not ${show(rule)}.`,
      );
    }
    const text = rule.toString();
    const bounds = toBounded(options, "RRuleClock");
    asValueError("RRuleClock", () => parseRuleSet(text, bounds.startDate));
    this.data = { type: "RRuleClock", rule: text, ...bounds };
  }
}

export type Filter = FilterData | ((moment: Temporal.ZonedDateTime) => boolean);
export type Adjustment =
  AdjustmentData | ((moment: Temporal.ZonedDateTime) => Temporal.ZonedDateTime);

export interface ScheduleOptions {
  readonly clocks: readonly Clock[];
  /** All must let a tick pass, … */
  readonly filters?: readonly Filter[];
  /** at least one of these, if there are any, … */
  readonly orFilters?: readonly Filter[];
  /** and none of these. */
  readonly notFilters?: readonly Filter[];
  /** Then these move it, in order. */
  readonly adjustments?: readonly Adjustment[];
}

export interface NextOptions {
  /** Only ticks after this moment; now, if it is not given. */
  readonly after?: MomentLike;
  /** Gives whole events instead of moments. */
  readonly returnEvents?: boolean;
}

export interface ClockEvent {
  readonly startTime: Temporal.ZonedDateTime;
  readonly parameterDefaults: Readonly<Record<string, unknown>>;
  readonly labels: readonly string[] | null;
}

/** One or more clocks, the filters their ticks must pass, and the adjustments that move them. */
export class Schedule {
  readonly data: ScheduleData;

  constructor(options: ScheduleOptions) {
    if (!Array.isArray(options?.clocks)) {
      throw new TypeError("clocks should be a list of clocks: new Schedule({ clocks: [clock] }).");
    }
    const data = {
      clocks: options.clocks.map(toClockData),
      filters: toParts(options.filters, "filters"),
      orFilters: toParts(options.orFilters, "orFilters"),
      notFilters: toParts(options.notFilters, "notFilters"),
      adjustments: toParts(options.adjustments, "adjustments"),
    };
    this.data = asValueError("Schedule", () => parseSchedule(data));
  }

  /** The next `n` moments; fewer if the clocks end, or after 10,000 ticks were looked at. */
  next(n: number, options: NextOptions & { readonly returnEvents: true }): ClockEvent[];
  next(n: number, options?: NextOptions): Temporal.ZonedDateTime[];
  next(n: number, options: NextOptions = {}): (Temporal.ZonedDateTime | ClockEvent)[] {
    const { after, returnEvents = false } = options;
    const count = toWholeNumber(n, "schedule.next: n", [0, 10_000]);
    const from =
      after === undefined ? (realmHost()?.now() ?? Date.now()) : toMoment(after, "after").at;
    const events = asValueError("schedule.next", () => nextTicks(this.data, count, from));
    return events.map(({ parameterDefaults, labels, ...moment }) => {
      const startTime = toTemporal(moment);
      return returnEvents ? { startTime, parameterDefaults, labels } : startTime;
    });
  }

  /** Prefect's own JSON form. */
  serialize(): Readonly<Record<string, unknown>> {
    return serializeSchedule(this.data);
  }
}

const toTemporal = ({ at, zone }: Moment): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

function toClockData(clock: unknown, index: number): ClockData {
  const isClock =
    clock instanceof IntervalClock ||
    clock instanceof CronClock ||
    clock instanceof DatesClock ||
    clock instanceof RRuleClock;
  if (isClock) return clock.data;
  throw new TypeError(
    `clocks[${index}] is ${show(clock)}, not a clock; write new IntervalClock({ … }) or another clock.`,
  );
}

/** Functions of the user's cannot leave the sandbox: their place is marked. */
function toParts<T>(
  given: readonly (T | CustomPart)[] | undefined,
  what: string,
): (T | CustomData)[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw new TypeError(`${what} must be a list.`);
  return given.map((part: T | CustomPart, index) => {
    if (!isFunction(part)) return part;
    if (FACTORIES.has(part)) {
      throw new TypeError(`${what}[${index}] is not called yet; write ${part.name}(…).`);
    }
    return { type: "custom", custom: true, label: part.name || "anonymous" };
  });
}

type CustomPart = (moment: Temporal.ZonedDateTime) => unknown;

const isFunction = (part: unknown): part is CustomPart => typeof part === "function";

/** The filters and adjustments that must be called first. */
const FACTORIES = new Set<unknown>(
  [...Object.values(filters), ...Object.values(adjustments)].filter(isFunction),
);

/** `IntervalSchedule({ interval: { hours: 1 } })`: a schedule of one clock. `new` may stand before. */
export const IntervalSchedule = withOrWithoutNew(
  (options: IntervalClockOptions) => new Schedule({ clocks: [new IntervalClock(options)] }),
);

/** `CronSchedule("0 9 * * 1-5")`: a schedule of one clock. `new` may stand before. */
export const CronSchedule = withOrWithoutNew(
  (cron: string, options: CronClockOptions = {}) =>
    new Schedule({ clocks: [new CronClock(cron, options)] }),
);

/** `RRuleSchedule("DTSTART:…\nRRULE:FREQ=WEEKLY")`: a schedule of one clock. `new` may stand before. */
export const RRuleSchedule = withOrWithoutNew(
  (rule: string | { toString(): string }, options: BoundedClockOptions = {}) =>
    new Schedule({ clocks: [new RRuleClock(rule, options)] }),
);

/** In Prefect these are functions that look like classes, so both ways of writing them are at home. */
function withOrWithoutNew<A extends unknown[]>(make: (...given: A) => Schedule) {
  function schedule(...given: A): Schedule {
    return make(...given);
  }
  // TypeScript knows no function that is also a constructor; at run time every plain one is.
  return schedule as { (...given: A): Schedule; new (...given: A): Schedule };
}
