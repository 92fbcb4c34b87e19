"""Moments with their zone: from the datetimes of user code to a schedule's data, and back."""

from __future__ import annotations

import datetime as dt
from typing import Any

Moment = dict[str, Any]

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MILLISECOND = dt.timedelta(milliseconds=1)
_MICROSECOND = dt.timedelta(microseconds=1)


def to_moment(given: Any, what: str) -> Moment:
    """A datetime as data: milliseconds since the epoch and the zone it is read by.

    Args:
        given: a datetime; a naive one is taken as UTC, as Prefect does.
        what: how the message calls it.
    Raises:
        TypeError: if it is no datetime.
    """
    if not isinstance(given, dt.datetime):
        raise TypeError(
            f"{what} must be a datetime, like pendulum.datetime(2026, 3, 7, tz='America/New_York'), "
            f"not {show(given)}."
        )
    if given.utcoffset() is None:
        given = given.replace(tzinfo=dt.UTC)
    # The plain classes' arithmetic: pendulum's gives objects that do not divide by a timedelta.
    since = dt.datetime.__sub__(given, _EPOCH)
    return {"at": since // _MILLISECOND, "zone": zone_name(given)}


def to_millis(duration: dt.timedelta) -> int:
    """A duration in whole milliseconds, halves rounded up."""
    return (dt.timedelta.__floordiv__(duration, _MICROSECOND) + 500) // 1000


def to_time(given: Any, what: str) -> int:
    """A time of day as milliseconds since midnight. Its zone, if it has one, is not looked at.

    Raises:
        TypeError: if it is no time.
    """
    if not isinstance(given, dt.time):
        raise TypeError(f"{what} must be a time, like datetime.time(9, 30), not {show(given)}.")
    seconds = (given.hour * 60 + given.minute) * 60 + given.second
    return seconds * 1000 + given.microsecond // 1000


def zone_name(moment: dt.datetime) -> str:
    """The IANA name of an aware datetime's zone, or its offset ("+05:30") if the zone has no name."""
    zone = moment.tzinfo
    # As zoneinfo and pendulum, pytz, and dateutil keep it.
    for attribute in ("key", "zone", "_filename"):
        name = getattr(zone, attribute, None)
        if isinstance(name, str) and name:
            name = name.rpartition("zoneinfo/")[2]
            return "UTC" if name.upper() in ("UTC", "Z") else name
    offset = moment.utcoffset() or dt.timedelta()
    if not offset:
        return "UTC"
    seconds = abs(offset) // dt.timedelta(seconds=1)
    sign = "-" if offset < dt.timedelta() else "+"
    text = f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return f"{text}:{seconds % 60:02}" if seconds % 60 else text


def to_datetime(moment: Moment) -> dt.datetime:
    """A moment of the data as Prefect gives it to user code: an aware `pendulum.DateTime`."""
    # Late, because it takes longer to import than all of this package.
    import pendulum

    utc = _EPOCH + moment["at"] * _MILLISECOND
    offset = _offset(moment["zone"])
    if offset is not None:
        # pendulum's zone of a fixed offset counts whole seconds.
        zone = pendulum.FixedTimezone(offset // dt.timedelta(seconds=1), moment["zone"])
    else:
        zone = pendulum.timezone(moment["zone"])
    return pendulum.instance(utc).in_timezone(zone)


def wall(moment: Moment) -> dict[str, str]:
    """A moment in Prefect's JSON form: the wall time beside its zone."""
    naive = to_datetime(moment).replace(tzinfo=None)
    return {"dt": wall_text(naive), "tz": moment["zone"]}


def wall_text(naive: dt.datetime) -> str:
    """`2026-03-07T20:00:00`, with milliseconds only where there are some."""
    timespec = "milliseconds" if naive.microsecond >= 1000 else "seconds"
    return naive.replace(tzinfo=None).isoformat(timespec=timespec)


def _offset(zone: str) -> dt.timedelta | None:
    if zone[:1] not in ("+", "-"):
        return None
    hours, minutes, *seconds = (int(part) for part in zone[1:].split(":"))
    size = dt.timedelta(hours=hours, minutes=minutes, seconds=sum(seconds))
    return -size if zone[0] == "-" else size


def show(given: Any) -> str:
    """A value in a message: short, and told apart from others."""
    if callable(given):
        return "a function"
    text = repr(given)
    return text if len(text) <= 60 else f"{text[:57]}…"
