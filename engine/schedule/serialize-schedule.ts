/** A schedule in the JSON form that Prefect 1.x gives it in `flow.serialize()`. */

import { SECOND, wallText } from "./calendar.ts";
import type { Moment } from "./moment.ts";
import { FREQUENCIES, parseRuleSet } from "./rrule.ts";
import type { Rule, RuleSet } from "./rrule.ts";
import type { AdjustmentData, ClockData, FilterData, ScheduleData } from "./schedule-data.ts";
import { findZone, toWall } from "./zone.ts";

type Json = Readonly<Record<string, unknown>>;

/** Intervals are microseconds; dates are wall times beside their zone. */
export function serializeSchedule(schedule: ScheduleData): Json {
  return {
    type: "Schedule",
    clocks: schedule.clocks.map(serializeClock),
    filters: schedule.filters.map(serializeFilter),
    or_filters: schedule.orFilters.map(serializeFilter),
    not_filters: schedule.notFilters.map(serializeFilter),
    adjustments: schedule.adjustments.map(serializeAdjustment),
  };
}

const micros = (millis: number): number => Math.round(millis * 1000);

const dateTime = ({ at, zone }: Moment): Json => ({
  dt: wallText(toWall(findZone(zone), at)),
  tz: zone,
});

function serializeClock(clock: ClockData): Json {
  const common = { parameter_defaults: clock.parameterDefaults, labels: clock.labels };
  if (clock.type === "DatesClock") {
    return { type: clock.type, dates: clock.dates.map(dateTime), ...common };
  }
  const bounds = {
    start_date: clock.startDate && dateTime(clock.startDate),
    end_date: clock.endDate && dateTime(clock.endDate),
  };
  switch (clock.type) {
    case "IntervalClock":
      return { type: clock.type, interval: micros(clock.interval), ...bounds, ...common };
    case "CronClock":
      return { type: clock.type, cron: clock.cron, day_or: clock.dayOr, ...bounds, ...common };
    case "RRuleClock": {
      const rrule_obj = serializeRuleSet(parseRuleSet(clock.rule, clock.startDate));
      return { type: clock.type, rrule_obj, ...bounds, ...common };
    }
  }
}

function serializeRuleSet(set: RuleSet): Json {
  const dates = (moments: readonly number[]): Json[] =>
    moments.map((at) => dateTime({ at, zone: set.zone.id }));
  const rules = set.rules.map((rule) => serializeRule(rule, set));
  const [only] = rules;
  if (only && rules.length === 1 && set.extraDates.length + set.exceptDates.length === 0)
    return only;
  return {
    type: "rruleset",
    _rrule: rules,
    _rdate: dates(set.extraDates),
    _exrule: [],
    _exdate: dates(set.exceptDates),
  };
}

const serializeRule = (rule: Rule, { start, zone }: RuleSet): Json => ({
  type: "rrule",
  _freq: FREQUENCIES.indexOf(rule.frequency),
  _dtstart: { dt: wallText(start), tz: zone.id },
  _interval: rule.interval,
  _wkst: rule.weekStart,
  _count: rule.count,
  _until: rule.until === null ? null : dateTime({ at: rule.until, zone: zone.id }),
  _bysetpos: rule.bySetPos,
  _bymonth: rule.byMonth,
  _bymonthday: rule.byMonthDay,
  _byyearday: rule.byYearDay,
  _byeaster: null,
  _byweekday: rule.byDay?.map(({ weekday, nth }) => ({ weekday, n: nth })) ?? null,
  _byweekno: rule.byWeekNo,
  _byhour: rule.byHour,
  _byminute: rule.byMinute,
  _bysecond: rule.bySecond,
});

const timeText = (time: number): string =>
  wallText(time).slice(
    "1970-01-01T".length,
    "1970-01-01T00:00:00".length + (time % SECOND ? 4 : 0),
  );

const filterReference = (name: string, kwargs: Json): Json => ({
  fn: `prefect.schedules.filters.${name}`,
  kwargs,
});

function serializeFilter(filter: FilterData): Json {
  switch (filter.type) {
    case "onDatetime":
      return filterReference("on_datetime", { dt: dateTime(filter.at) });
    case "betweenDatetimes": {
      const { start, end } = filter;
      return filterReference("between_datetimes", { start: dateTime(start), end: dateTime(end) });
    }
    case "onDate":
      return filterReference("on_date", { month: filter.month, day: filter.day });
    case "betweenDates":
      return filterReference("between_dates", {
        start_month: filter.startMonth,
        start_day: filter.startDay,
        end_month: filter.endMonth,
        end_day: filter.endDay,
      });
    case "atTime":
      return filterReference("at_time", { t: timeText(filter.time) });
    case "betweenTimes": {
      const { start, end } = filter;
      return filterReference("between_times", { start: timeText(start), end: timeText(end) });
    }
    case "isWeekday":
      return filterReference("is_weekday", {});
    case "isWeekend":
      return filterReference("is_weekend", {});
    case "isMonthEnd":
      return filterReference("is_month_end", {});
    case "isMonthStart":
      return filterReference("is_month_start", {});
    case "isDayOfWeek":
      return filterReference("is_day_of_week", { day_of_week: filter.day });
    case "custom":
      return { fn: filter.label, kwargs: {} };
  }
}

function serializeAdjustment(adjustment: AdjustmentData): Json {
  switch (adjustment.type) {
    case "add":
      return {
        fn: "prefect.schedules.adjustments.add",
        kwargs: { interval: micros(adjustment.interval) },
      };
    case "nextWeekday":
      return { fn: "prefect.schedules.adjustments.next_weekday", kwargs: {} };
    case "custom":
      return { fn: adjustment.label, kwargs: {} };
  }
}
