"""What filters and adjustments are: data for the engine that can be called like Prefect's functions."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from typing import Any

from prefect import _realm
from prefect.schedules._moments import show, to_datetime, to_moment

Data = dict[str, Any]


class Rule:
    """A filter or an adjustment. The engine knows it by its data; called, it asks the engine."""

    def __init__(self, data: Data) -> None:
        self.data = data

    def __repr__(self) -> str:
        given = ", ".join(f"{key}={value!r}" for key, value in self.data.items() if key != "type")
        return f"<{type(self).__name__.strip('_')}: {self.data['type']}({given})>"

    def _events(self, moment: dt.datetime, part: str) -> list[dt.datetime]:
        at = to_moment(moment, "dt")
        clock = {"type": "DatesClock", "dates": [at], "parameterDefaults": {}, "labels": None}
        schedule = {**no_parts(), "clocks": [clock], part: [self.data]}
        return [to_datetime(event) for event in ask_ticks(schedule, 1, at["at"] - 1)]


class Filter(Rule):
    """Says of a datetime whether it passes."""

    def __call__(self, dt: dt.datetime) -> bool:
        """Whether the moment passes."""
        return bool(self._events(dt, "filters"))


class Adjustment(Rule):
    """Moves a datetime."""

    def __call__(self, dt: dt.datetime) -> dt.datetime:
        """The moment it is moved to."""
        return self._events(dt, "adjustments")[0]


def named(kind: type[Rule], name: str) -> Callable[[Callable[..., Any]], Any]:
    """Makes a rule without arguments of a function that says its signature and what it does."""

    def make(function: Callable[..., Any]) -> Rule:
        rule = kind({"type": name})
        functools.update_wrapper(rule, function)
        return rule

    return make


def no_parts() -> Data:
    """A schedule's data with nothing in it."""
    return {"clocks": [], "filters": [], "orFilters": [], "notFilters": [], "adjustments": []}


def ask_ticks(schedule: Data, n: int, after: float) -> list[dict[str, Any]]:
    """The next events of a schedule, by the engine's rules.

    Raises:
        RuntimeError: where there is no engine.
    """
    host = _realm.host()
    if host is None:
        raise RuntimeError("Dates of a schedule are worked out by the notebook; none is open here.")
    return host.next_ticks(schedule, n, after)


def check_with_engine(clock: Data, what: str) -> None:
    """Has the engine read a clock's data, where there is one.

    Raises:
        ValueError: with what the engine finds wrong.
    """
    host = _realm.host()
    if host is None:
        return
    try:
        host.next_ticks({**no_parts(), "clocks": [clock]}, 0, 0)
    except ValueError as error:
        raise ValueError(f"{what}: {error}") from None


def to_whole(given: Any, what: str, low: int, high: int) -> int:
    """A whole number between two others, both included.

    Raises:
        ValueError: if it is something else.
    """
    if isinstance(given, int) and not isinstance(given, bool) and low <= given <= high:
        return given
    raise ValueError(f"{what} must be a whole number from {low} to {high}, not {show(given)}.")


def part_data(part: Any, what: str) -> Data:
    """A filter or adjustment as data. Functions of the user's cannot leave the sandbox: marked so.

    Raises:
        TypeError: if it is neither.
    """
    if isinstance(part, Rule):
        return part.data
    if not callable(part):
        raise TypeError(f"{what} must be a filter or a function of a datetime, not {show(part)}.")
    name = getattr(part, "__name__", "<lambda>")
    if getattr(part, "__module__", None) in _FACTORIES and not name.startswith("_"):
        raise TypeError(f"{what} is not called yet; write {name}(…).")
    return {"type": "custom", "custom": True, "label": "anonymous" if name == "<lambda>" else name}


_FACTORIES = ("prefect.schedules.filters", "prefect.schedules.adjustments")
