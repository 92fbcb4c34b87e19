"""A schedule in the JSON form that Prefect 1 gives it in `flow.serialize()`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from prefect.schedules._moments import wall
from prefect.schedules._recurrence import serialize_rule

Data = dict[str, Any]


def serialize_schedule(data: Data) -> Data:
    """Intervals are microseconds; dates are wall times beside their zone."""
    return {
        "type": "Schedule",
        "clocks": [_clock(clock) for clock in data["clocks"]],
        "filters": [_filter(part) for part in data["filters"]],
        "or_filters": [_filter(part) for part in data["orFilters"]],
        "not_filters": [_filter(part) for part in data["notFilters"]],
        "adjustments": [_adjustment(part) for part in data["adjustments"]],
    }


def _clock(clock: Data) -> Data:
    kind = clock["type"]
    common = {"parameter_defaults": clock["parameterDefaults"], "labels": clock["labels"]}
    if kind == "DatesClock":
        return {"type": kind, "dates": [wall(date) for date in clock["dates"]], **common}
    start, end = clock["startDate"], clock["endDate"]
    bounds = {
        "start_date": None if start is None else wall(start),
        "end_date": None if end is None else wall(end),
    }
    if kind == "IntervalClock":
        own: Data = {"interval": clock["interval"] * 1000}
    elif kind == "CronClock":
        own = {"cron": clock["cron"], "day_or": clock["dayOr"]}
    else:
        own = {"rrule_obj": serialize_rule(clock["rule"], start, bounds["start_date"])}
    return {"type": kind, **own, **bounds, **common}


def _time(millis: int) -> str:
    midnight = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    time = (midnight + dt.timedelta(milliseconds=millis)).time()
    return time.isoformat("milliseconds" if millis % 1000 else "seconds")


def _same(value: Any) -> Any:
    return value


#: Of each filter: Prefect's name, and for each fact the argument it came from and its form.
_FILTERS: dict[str, tuple[str, dict[str, tuple[str, Callable[[Any], Any]]]]] = {
    "onDatetime": ("on_datetime", {"at": ("dt", wall)}),
    "betweenDatetimes": ("between_datetimes", {"start": ("start", wall), "end": ("end", wall)}),
    "onDate": ("on_date", {"month": ("month", _same), "day": ("day", _same)}),
    "betweenDates": (
        "between_dates",
        {
            "startMonth": ("start_month", _same),
            "startDay": ("start_day", _same),
            "endMonth": ("end_month", _same),
            "endDay": ("end_day", _same),
        },
    ),
    "atTime": ("at_time", {"time": ("t", _time)}),
    "betweenTimes": ("between_times", {"start": ("start", _time), "end": ("end", _time)}),
    "isWeekday": ("is_weekday", {}),
    "isWeekend": ("is_weekend", {}),
    "isMonthEnd": ("is_month_end", {}),
    "isMonthStart": ("is_month_start", {}),
    "isDayOfWeek": ("is_day_of_week", {"day": ("day_of_week", _same)}),
}


def _filter(part: Data) -> Data:
    if part["type"] == "custom":
        return {"fn": part["label"], "kwargs": {}}
    name, facts = _FILTERS[part["type"]]
    kwargs = {argument: form(part[fact]) for fact, (argument, form) in facts.items()}
    return {"fn": f"prefect.schedules.filters.{name}", "kwargs": kwargs}


def _adjustment(part: Data) -> Data:
    if part["type"] == "custom":
        return {"fn": part["label"], "kwargs": {}}
    if part["type"] == "add":
        kwargs = {"interval": part["interval"] * 1000}
        return {"fn": "prefect.schedules.adjustments.add", "kwargs": kwargs}
    return {"fn": "prefect.schedules.adjustments.next_weekday", "kwargs": {}}
