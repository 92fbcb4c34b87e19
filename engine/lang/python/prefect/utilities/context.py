"""Prefect's context: what a running task can know of its run, and values of the user's own."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from prefect import _moments, _notes
from prefect._scope import scope
from prefect.utilities.collections import DotDict

_DATES = frozenset(
    (
        "date",
        "today",
        "yesterday",
        "tomorrow",
        "today_nodash",
        "yesterday_nodash",
        "tomorrow_nodash",
    )
)
#: A call is under way, and nobody has asked for its dates yet.
_dates_due = False


class Context(DotDict):
    """A thread safe context store for Prefect data: `prefect.context.get("task_run_count")`."""

    @contextmanager
    def __call__(self, *args: dict[str, Any], **kwargs: Any) -> Iterator[Context]:
        """A context manager for setting and resetting the Prefect context."""
        before = self.__dict__.copy()
        try:
            changes = dict(*args, **kwargs)
            if "date" in changes:
                changes = {**dates_of(changes["date"]), **changes}
                changes["date"] = _moment(changes["date"])
            self.update(changes)
            yield self
        finally:
            self.__dict__.clear()
            self.__dict__.update(before)

    def _fill(self) -> dict[str, Any]:
        """Works out the dates of the call under way, once somebody asks; most tasks do not."""
        global _dates_due
        if _dates_due:
            _dates_due = False
            for name, value in dates_of(None).items():
                self.__dict__.setdefault(name, value)
        return self.__dict__

    def __iter__(self) -> Iterator[str]:
        return iter(self._fill().keys())

    def __len__(self) -> int:
        return len(self._fill())

    def __getattr__(self, attr: str) -> Any:
        if attr in _DATES and attr in self._fill():
            return self.__dict__[attr]
        if attr == "logger":
            return self.get("logger")
        if attr == "config":
            from prefect.configuration import config

            return config
        found = _around(attr)
        return super().__getattr__(attr) if found is None else found

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key; the logger is always there."""
        if key == "logger":
            return self.__dict__.get("logger") or _logger(self.__dict__.get("task_full_name"))
        if key == "config":
            return self.config
        if key in _DATES:
            self._fill()
        return super().get(key, _around(key, default))

    def __getitem__(self, key: str) -> Any:
        if key in _DATES:
            self._fill()
        if key == "logger" or (key not in self.__dict__ and _around(key) is not None):
            return self.get(key)
        return super().__getitem__(key)


def _around(key: str, default: Any = None) -> Any:
    """What stands around the code that builds a graph: the open flow, the tags."""
    if key == "flow":
        return scope().flow or default
    if key == "tags":
        return set(scope().tags) or default
    return default


def _logger(task: str | None) -> logging.Logger:
    from prefect.utilities.logging import get_logger

    return get_logger(task)


def dates_of(given: Any) -> dict[str, Any]:
    """`date`, `today`, `yesterday`… as Prefect has them."""
    date = _moment(given)
    day = datetime.timedelta(days=1)
    today, yesterday, tomorrow = ((date + day * by).strftime("%Y-%m-%d") for by in (0, -1, 1))
    return {
        "date": date,
        "today": today,
        "yesterday": yesterday,
        "tomorrow": tomorrow,
        "today_nodash": today.replace("-", ""),
        "yesterday_nodash": yesterday.replace("-", ""),
        "tomorrow_nodash": tomorrow.replace("-", ""),
    }


def _moment(given: Any) -> datetime.datetime:
    if given is not None:
        try:
            return _moments.to_datetime(given)
        except (TypeError, ValueError):
            _notes.warn(
                f"The date in the context could not be read: {given!r}. Now is taken instead."
            )
    return _moments.now()


context = Context()


def set_call_context(values: dict[str, Any]) -> None:
    """The context of the call that starts now; `{}` once it has ended."""
    global _dates_due
    context.__dict__.clear()
    context.__dict__.update(values)
    if "date" in values:
        context.__dict__.update({**dates_of(values["date"]), **values})
        context.__dict__["date"] = _moment(values["date"])
    _dates_due = bool(values) and "date" not in values


#: What the engine says of a run and of a call: another run has its own.
_OF_THE_RUN = frozenset(
    (
        "scheduled_start_time",
        "flow_id",
        "flow_name",
        "flow_run_id",
        "flow_run_name",
        "parameters",
        "checkpointing",
        "task_id",
        "task_slug",
        "task_name",
        "task_full_name",
        "task_tags",
        "task_run_id",
        "task_run_count",
        "task_run_name",
        "map_index",
        "resume",
        "task_loop_count",
        "task_loop_result",
    )
)


def ambient() -> dict[str, Any]:
    """What user code put into the context, and a run started now hands on to its tasks."""
    values = dict(context.__dict__)
    if "flow_run_id" not in values:
        return values
    # A task or a handler starts the run.
    return {name: value for name, value in values.items() if name not in _OF_THE_RUN}


def kept() -> tuple[dict[str, Any], bool]:
    """A copy of all that is in it now."""
    return context.__dict__.copy(), _dates_due


def restore(values: tuple[dict[str, Any], bool]) -> None:
    """Puts back what `kept` gave."""
    global _dates_due
    context.__dict__.clear()
    context.__dict__.update(values[0])
    _dates_due = values[1]
