"""Filters of schedules: each says whether a tick may pass, on the calendar of its clock's zone."""

from __future__ import annotations

from datetime import datetime, time

from prefect.schedules._moments import to_moment, to_time
from prefect.schedules._rules import Filter, named, to_whole


def on_datetime(dt: datetime) -> Filter:
    """Lets only this very moment pass."""
    return Filter({"type": "onDatetime", "at": to_moment(dt, "filters.on_datetime: dt")})


def on_date(month: int, day: int) -> Filter:
    """Lets one date of every year pass; January is 1."""
    return Filter({"type": "onDate", "month": _month(month), "day": _day(day)})


def at_time(t: time) -> Filter:
    """Lets one time of every day pass."""
    return Filter({"type": "atTime", "time": to_time(t, "filters.at_time: t")})


def between_datetimes(start: datetime, end: datetime) -> Filter:
    """Lets pass from one moment to another, both included."""
    what = "filters.between_datetimes"
    bounds = {"start": to_moment(start, f"{what}: start"), "end": to_moment(end, f"{what}: end")}
    return Filter({"type": "betweenDatetimes", **bounds})


def between_times(start: time, end: time) -> Filter:
    """Lets pass from one time of day to another, both included; over midnight if the end is earlier."""
    what = "filters.between_times"
    bounds = {"start": to_time(start, f"{what}: start"), "end": to_time(end, f"{what}: end")}
    return Filter({"type": "betweenTimes", **bounds})


def between_dates(start_month: int, start_day: int, end_month: int, end_day: int) -> Filter:
    """Lets pass from one date of every year to another, both included; over the new year if the end is earlier."""
    return Filter(
        {
            "type": "betweenDates",
            "startMonth": _month(start_month),
            "startDay": _day(start_day),
            "endMonth": _month(end_month),
            "endDay": _day(end_day),
        }
    )


@named(Filter, "isWeekday")
def is_weekday(dt: datetime) -> bool:
    """Lets Monday to Friday pass."""


@named(Filter, "isWeekend")
def is_weekend(dt: datetime) -> bool:
    """Lets Saturday and Sunday pass."""


@named(Filter, "isMonthEnd")
def is_month_end(dt: datetime) -> bool:
    """Lets the last day of a month pass."""


@named(Filter, "isMonthStart")
def is_month_start(dt: datetime) -> bool:
    """Lets the first day of a month pass."""


def is_day_of_week(day_of_week: int) -> Filter:
    """Lets one day of the week pass. Monday is 0, Sunday is 6."""
    day = to_whole(day_of_week, "The day of the week (Monday is 0)", 0, 6)
    return Filter({"type": "isDayOfWeek", "day": day})


def _month(given: int) -> int:
    return to_whole(given, "The month", 1, 12)


def _day(given: int) -> int:
    return to_whole(given, "The day", 1, 31)
