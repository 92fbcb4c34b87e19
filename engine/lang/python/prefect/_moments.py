"""Moments as Prefect has them: aware, in UTC, and of pendulum's class where pendulum is at hand."""

from __future__ import annotations

import datetime
import re
from typing import Any

from prefect import _realm


def now() -> datetime.datetime:
    """Now, as the run sees it: a run with skipped waits lives in the future."""
    host = _realm.host()
    if host is None:
        return _dressed(datetime.datetime.now(datetime.UTC))
    return from_millis(host.now())


def from_millis(at: float) -> datetime.datetime:
    """A moment given in milliseconds since the epoch."""
    return _dressed(datetime.datetime.fromtimestamp(at / 1000, datetime.UTC))


def to_datetime(value: Any) -> datetime.datetime:
    """A moment given as a datetime, a date or text; one without a zone is taken as UTC.

    Raises:
        ValueError: for a text that is none.
        TypeError: for anything else.
    """
    if isinstance(value, str):
        value = _read(value)
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        value = datetime.datetime(value.year, value.month, value.day)
    if not isinstance(value, datetime.datetime):
        raise TypeError(f"A moment is a datetime or a text like '2020-01-31', not {value!r}.")
    return _dressed(value if value.tzinfo is not None else value.replace(tzinfo=datetime.UTC))


def _read(text: str) -> datetime.datetime:
    # Prefect reads days and months with slashes too.
    found = re.fullmatch(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?", text.strip())
    if found is None:
        return datetime.datetime.fromisoformat(text)
    year, month, day = (int(part or 1) for part in found.groups())
    return datetime.datetime(year, month, day)


def _dressed(moment: datetime.datetime) -> datetime.datetime:
    try:
        import pendulum
    except ModuleNotFoundError:
        # Flows are built and described without it too.
        return moment
    return pendulum.instance(moment)
