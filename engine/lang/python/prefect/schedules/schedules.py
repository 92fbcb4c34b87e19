"""Schedules: clocks, the filters their ticks must pass, and the adjustments that move them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from prefect.schedules import clocks as _clocks
from prefect.schedules._moments import show, to_datetime
from prefect.schedules._rules import ask_ticks, part_data, to_whole
from prefect.schedules._serialize import serialize_schedule
from prefect.schedules.clocks import Clock, ClockEvent

__all__ = ["CronSchedule", "IntervalSchedule", "RRuleSchedule", "Schedule"]

FilterFunction = Callable[[datetime], bool]
AdjustmentFunction = Callable[[datetime], datetime]


class Schedule:
    """One or more clocks, the filters their ticks must pass, and the adjustments that move them.

    Args:
        clocks: whose ticks start the flow.
        filters: all must let a tick pass, …
        or_filters: at least one of these, if there are any, …
        not_filters: and none of these.
        adjustments: then these move it, in order.
    Raises:
        TypeError: if a clock is none, or a filter is not called yet.
    """

    def __init__(
        self,
        clocks: Iterable[Clock],
        filters: Sequence[FilterFunction] | None = None,
        or_filters: Sequence[FilterFunction] | None = None,
        not_filters: Sequence[FilterFunction] | None = None,
        adjustments: Sequence[AdjustmentFunction] | None = None,
    ) -> None:
        self.clocks = _as_list(clocks, "clocks")
        self.filters = _as_list(filters, "filters")
        self.or_filters = _as_list(or_filters, "or_filters")
        self.not_filters = _as_list(not_filters, "not_filters")
        self.adjustments = _as_list(adjustments, "adjustments")
        _ = self.data  # Finds what is wrong at once.

    @property
    def data(self) -> dict[str, Any]:
        """The schedule as the engine knows it, clocks and filters as they are now."""
        return {
            "clocks": [_clock_data(clock, index) for index, clock in enumerate(self.clocks)],
            "filters": _parts(self.filters, "filters"),
            "orFilters": _parts(self.or_filters, "or_filters"),
            "notFilters": _parts(self.not_filters, "not_filters"),
            "adjustments": _parts(self.adjustments, "adjustments"),
        }

    @property
    def start_date(self) -> datetime | None:
        """The first start date of the clocks; None if one of them has none."""
        dates = [clock.start_date for clock in self.clocks]
        return None if not dates or None in dates else min(dates)

    @property
    def end_date(self) -> datetime | None:
        """The last end date of the clocks; None if one of them has none."""
        dates = [clock.end_date for clock in self.clocks]
        return None if not dates or None in dates else max(dates)

    def next(
        self, n: int, after: datetime | None = None, return_events: bool = False
    ) -> list[datetime] | list[ClockEvent]:
        """The next `n` moments; fewer if the clocks end, or after 10,000 ticks were looked at.

        Args:
            after: only moments strictly after this one; now, if it is None. A naive one is UTC.
            return_events: gives `ClockEvent`s, with parameter defaults and labels.
        Raises:
            ValueError: if `n` is no whole number from 0 to 10,000, or a filter or an adjustment is
                a function of your own.
        """
        count = to_whole(n, "schedule.next: n", 0, 10_000)
        data = self.data
        for kind in ("filters", "orFilters", "notFilters", "adjustments"):
            for part in data[kind]:
                if part.get("custom"):
                    raise ValueError(
                        f"The function {part['label']} among the filters and adjustments of a schedule "
                        "is your own. The engine works the dates out and cannot call it; use those of "
                        "prefect.schedules.filters and prefect.schedules.adjustments."
                    )
        found = ask_ticks(data, count, _clocks.start_of_search(after))
        if return_events:
            return [_clocks.to_event(each) for each in found]
        return [to_datetime(each) for each in found]

    def serialize(self) -> dict[str, Any]:
        """The schedule in Prefect's own JSON form."""
        return serialize_schedule(self.data)


def IntervalSchedule(
    start_date: datetime | None = None,
    interval: timedelta | None = None,
    end_date: datetime | None = None,
) -> Schedule:
    """A schedule of one `IntervalClock`: ticks at its start and at every interval after it."""
    clock = _clocks.IntervalClock(interval, start_date=start_date, end_date=end_date)  # type: ignore[arg-type]
    return Schedule(clocks=[clock])


def CronSchedule(
    cron: str,
    start_date: datetime | None = None,
    end_date: datetime | None = None,
    day_or: bool = True,
) -> Schedule:
    """A schedule of one `CronClock`: ticks where the cron expression matches."""
    clock = _clocks.CronClock(cron, start_date=start_date, end_date=end_date, day_or=day_or)
    return Schedule(clocks=[clock])


def RRuleSchedule(
    rrule_obj: Any, start_date: datetime | None = None, end_date: datetime | None = None
) -> Schedule:
    """A schedule of one `RRuleClock`: ticks by a recurrence rule of dateutil, or its text."""
    clock = _clocks.RRuleClock(rrule_obj, start_date=start_date, end_date=end_date)
    return Schedule(clocks=[clock])


def _as_list(given: Any, what: str) -> list[Any]:
    if given is None and what != "clocks":
        return []
    if isinstance(given, (str, dict, Clock)) or not isinstance(given, Iterable):
        example = "Schedule(clocks=[clock])" if what == "clocks" else f"{what}=[…]"
        raise TypeError(f"{what} should be a list: {example}, not {show(given)}.")
    return list(given)


def _clock_data(clock: Any, index: int) -> dict[str, Any]:
    data = getattr(clock, "data", None)
    if isinstance(clock, Clock) and isinstance(data, dict):
        return data
    raise TypeError(
        f"clocks[{index}] is {show(clock)}, not a clock; "
        "write IntervalClock(timedelta(hours=1)) or another of prefect.schedules.clocks."
    )


def _parts(given: list[Any], what: str) -> list[dict[str, Any]]:
    return [part_data(part, f"{what}[{index}]") for index, part in enumerate(given)]
