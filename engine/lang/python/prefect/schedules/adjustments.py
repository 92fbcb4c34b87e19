"""Adjustments of schedules: they move ticks that passed the filters."""

from __future__ import annotations

from datetime import datetime, timedelta

from prefect.schedules._moments import show, to_millis
from prefect.schedules._rules import Adjustment, named


def add(interval: timedelta) -> Adjustment:
    """Moves a tick later by a duration of real time.

    Raises:
        TypeError: if it is no timedelta.
    """
    if not isinstance(interval, timedelta):
        raise TypeError(
            "adjustments.add: interval must be a timedelta, like timedelta(hours=1), "
            f"not {show(interval)}."
        )
    return Adjustment({"type": "add", "interval": to_millis(interval)})


@named(Adjustment, "nextWeekday")
def next_weekday(dt: datetime) -> datetime:
    """Moves a tick from Saturday and Sunday to the Monday after, at the same time of day."""
