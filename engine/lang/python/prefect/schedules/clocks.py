"""Clocks of schedules: each says when it ticks, and what the runs it starts are given."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from prefect.schedules._moments import show, to_datetime, to_millis, to_moment
from prefect.schedules._recurrence import rule_text
from prefect.schedules._rules import ask_ticks, check_with_engine, no_parts

__all__ = ["Clock", "ClockEvent", "CronClock", "DatesClock", "IntervalClock", "RRuleClock"]


class ClockEvent:
    """One start of a flow: when, and with which parameter defaults and labels."""

    def __init__(
        self,
        start_time: datetime,
        parameter_defaults: dict[str, Any] | None = None,
        labels: list[str] | None = None,
    ) -> None:
        self.start_time = start_time
        self.parameter_defaults = parameter_defaults or {}
        self.labels = labels

    def __eq__(self, other: object) -> bool:
        if isinstance(other, datetime):
            return self.start_time == other
        if not isinstance(other, ClockEvent):
            return False
        return (
            self.start_time == other.start_time
            and self.parameter_defaults == other.parameter_defaults
            and self.labels == other.labels
        )

    __hash__ = None  # type: ignore[assignment]

    def __lt__(self, other: ClockEvent | datetime) -> bool:
        return self.start_time < _start_of(other)

    def __gt__(self, other: ClockEvent | datetime) -> bool:
        return self.start_time > _start_of(other)

    def __repr__(self) -> str:
        return f"<ClockEvent: {self.start_time}>"


def _start_of(event: Any) -> datetime:
    start = event.start_time if isinstance(event, ClockEvent) else event
    if isinstance(start, datetime):
        return start
    raise TypeError(f"A ClockEvent is compared with another or a datetime, not {show(event)}.")


class Clock:
    """What all clocks are.

    Args:
        start_date: the first moment that may tick; its zone is the clock's. A naive one is UTC.
        end_date: the last moment that may tick, itself included.
        parameter_defaults: values for the flow's parameters in the runs that this clock starts.
        labels: of those runs.
    """

    #: The clock as the engine knows it.
    data: dict[str, Any]

    def __init__(
        self,
        start_date: datetime | None = None,
        end_date: datetime | None = None,
        parameter_defaults: dict[str, Any] | None = None,
        labels: list[str] | None = None,
    ) -> None:
        self.start_date = start_date
        self.end_date = end_date
        self.parameter_defaults = parameter_defaults or {}
        self.labels = labels

    def events(self, after: datetime | None = None) -> Iterator[ClockEvent]:
        """The clock's events in order, strictly after a moment (now, if none is given)."""
        if not hasattr(self, "data"):
            raise NotImplementedError(f"{type(self).__name__} is no clock of its own; use another.")
        schedule = {**no_parts(), "clocks": [self.data]}
        at = start_of_search(after)
        while found := ask_ticks(schedule, 1, at):
            at = found[0]["at"]
            yield to_event(found[0])

    def _bounded(self) -> dict[str, Any]:
        start, end = self.start_date, self.end_date
        return {
            "startDate": None if start is None else to_moment(start, "start_date"),
            "endDate": None if end is None else to_moment(end, "end_date"),
            **self._common(),
        }

    def _common(self) -> dict[str, Any]:
        what = type(self).__name__
        labels = self.labels
        if isinstance(labels, str) or not all(isinstance(each, str) for each in labels or ()):
            raise TypeError(f"{what}: labels must be a list of texts, not {show(labels)}.")
        return {
            "parameterDefaults": _defaults(self.parameter_defaults, what),
            "labels": None if labels is None else list(labels),
        }


class IntervalClock(Clock):
    """Ticks at its start date (2019-01-01 UTC if none is given) and at every interval after it.

    Args:
        interval: between two ticks.
        start_date: the first tick; its zone is the clock's. A naive one is UTC.
        end_date: the last moment that may tick, itself included.
        parameter_defaults: values for the flow's parameters in the runs that this clock starts.
        labels: of those runs.
    Raises:
        TypeError: if the interval is no timedelta.
        ValueError: if it is not above zero.
    """

    def __init__(
        self,
        interval: timedelta,
        start_date: datetime | None = None,
        end_date: datetime | None = None,
        parameter_defaults: dict[str, Any] | None = None,
        labels: list[str] | None = None,
    ) -> None:
        if not isinstance(interval, timedelta):
            raise TypeError(
                f"Interval must be a timedelta, like timedelta(hours=1), not {show(interval)}."
            )
        if interval <= timedelta(0):
            raise ValueError("Interval must be greater than 0.")
        if interval < timedelta(milliseconds=1):
            raise ValueError("interval: the shortest is timedelta(milliseconds=1).")
        self.interval = interval
        super().__init__(start_date, end_date, parameter_defaults, labels)
        self.data = {
            "type": "IntervalClock",
            "interval": to_millis(interval),
            **self._bounded(),
        }


class CronClock(Clock):
    """Ticks where a cron expression matches, in the zone of its start date, else in UTC.

    Args:
        cron: like "0 9 * * 1-5".
        start_date: the first moment that may tick; its zone is the clock's. A naive one is UTC.
        end_date: the last moment that may tick, itself included.
        parameter_defaults: values for the flow's parameters in the runs that this clock starts.
        labels: of those runs.
        day_or: where a day of the month and of the week are given, is one of them enough?
    Raises:
        ValueError: if the expression is none.
    """

    def __init__(
        self,
        cron: str,
        start_date: datetime | None = None,
        end_date: datetime | None = None,
        parameter_defaults: dict[str, Any] | None = None,
        labels: list[str] | None = None,
        day_or: bool = True,
    ) -> None:
        if not isinstance(cron, str):
            raise TypeError(f'CronClock takes a cron text like "0 9 * * 1-5", not {show(cron)}.')
        self.cron = cron
        self.day_or = True if day_or is None else bool(day_or)
        super().__init__(start_date, end_date, parameter_defaults, labels)
        self.data = {"type": "CronClock", "cron": cron, "dayOr": self.day_or, **self._bounded()}
        check_with_engine(self.data, "Invalid cron string")


class DatesClock(Clock):
    """Ticks on the dates it is given.

    Args:
        dates: aware datetimes; naive ones are UTC.
        parameter_defaults: values for the flow's parameters in the runs that this clock starts.
        labels: of those runs.
    Raises:
        ValueError: if there is no date.
    """

    def __init__(
        self,
        dates: Iterable[datetime],
        parameter_defaults: dict[str, Any] | None = None,
        labels: list[str] | None = None,
    ) -> None:
        if isinstance(dates, (str, datetime)) or not isinstance(dates, Iterable):
            raise TypeError(f"DatesClock takes a list of dates, not {show(dates)}.")
        self.dates = list(dates)
        if not self.dates:
            raise ValueError("DatesClock has no dates; give it at least one.")
        moments = [to_moment(each, f"dates[{index}]") for index, each in enumerate(self.dates)]
        super().__init__(None, None, parameter_defaults, labels)
        self.data = {"type": "DatesClock", "dates": moments, **self._common()}
        order = sorted(range(len(moments)), key=lambda index: moments[index]["at"])
        self.start_date, self.end_date = self.dates[order[0]], self.dates[order[-1]]


class RRuleClock(Clock):
    """Ticks by a recurrence rule of dateutil, or by its iCalendar text.

    Args:
        rrule_obj: a `dateutil.rrule.rrule` or `rruleset`, or text like
            "DTSTART;TZID=Europe/Berlin:20260105T090000\\nRRULE:FREQ=WEEKLY". Without a zone it is UTC.
        start_date: the first moment that may tick. A naive one is UTC.
        end_date: the last moment that may tick, itself included.
        parameter_defaults: values for the flow's parameters in the runs that this clock starts.
        labels: of those runs.
    Raises:
        ValueError: if the rule cannot be read.
    """

    def __init__(
        self,
        rrule_obj: Any,
        start_date: datetime | None = None,
        end_date: datetime | None = None,
        parameter_defaults: dict[str, Any] | None = None,
        labels: list[str] | None = None,
    ) -> None:
        self.rrule_obj = rrule_obj
        rule = rule_text(rrule_obj)
        super().__init__(start_date, end_date, parameter_defaults, labels)
        self.data = {"type": "RRuleClock", "rule": rule, **self._bounded()}
        check_with_engine(self.data, "RRuleClock")


def start_of_search(after: datetime | None) -> float:
    """Milliseconds since the epoch to look for ticks after; now, as the run sees it, if None."""
    if after is not None:
        return to_moment(after, "after")["at"]
    from prefect import _realm

    host = _realm.host()
    if host is not None:
        return host.now()
    import time

    return time.time() * 1000


def to_event(found: dict[str, Any]) -> ClockEvent:
    """An event of the engine's as Prefect gives it."""
    return ClockEvent(to_datetime(found), found["parameterDefaults"], found["labels"])


def _defaults(given: Any, what: str) -> dict[str, Any]:
    if not isinstance(given, dict) or not all(isinstance(key, str) for key in given):
        raise TypeError(f"{what}: parameter_defaults must be a dict of parameters' names.")
    return {
        key: _plain(each, f"{what}: parameter_defaults[{key!r}]") for key, each in given.items()
    }


def _plain(value: Any, what: str, depth: int = 0) -> Any:
    """JSON, for the engine keeps it while no worker lives."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, float)) and math.isfinite(value):
        return value
    if isinstance(value, (list, tuple)) and depth < 100:
        return [_plain(item, what, depth + 1) for item in value]
    if isinstance(value, dict) and depth < 100 and all(isinstance(key, str) for key in value):
        return {key: _plain(item, what, depth + 1) for key, item in value.items()}
    raise TypeError(
        f"{what} must be JSON (None, a bool, a number, a text, or lists and dicts of these), "
        f"not {show(value)}."
    )
