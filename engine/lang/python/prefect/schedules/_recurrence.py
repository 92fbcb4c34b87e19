"""Recurrence rules: dateutil's objects as iCalendar text, and text in Prefect's JSON form."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from prefect.schedules._moments import Moment, show, to_moment, wall, wall_text, zone_name

#: A list of a rule, by the name dateutil keeps what was given under.
_LISTS = (
    "bysetpos",
    "bymonth",
    "bymonthday",
    "byyearday",
    "byeaster",
    "byweekday",
    "byweekno",
    "byhour",
    "byminute",
    "bysecond",
)

_UTC_TIME = re.compile(r"\b(\d{8}T\d{6})Z", re.IGNORECASE)


def rule_text(given: Any) -> str:
    """The iCalendar text of a `dateutil.rrule.rrule` or `rruleset`; text is taken as it is.

    Raises:
        TypeError: for anything else.
        ValueError: for a set of rules that no text can say.
    """
    if isinstance(given, str):
        return given
    if hasattr(given, "_dtstart"):
        return "\n".join([_start_line(given._dtstart), _rule_line(given)])
    if hasattr(given, "_rrule") and hasattr(given, "_exdate"):
        return _set_text(given)
    raise TypeError(
        "RRuleClock takes a dateutil.rrule.rrule or rruleset, or a text like "
        f'"DTSTART:20260101T090000Z\\nRRULE:FREQ=WEEKLY;BYDAY=MO", not {show(given)}.'
    )


def _set_text(given: Any) -> str:
    if given._exrule:
        raise ValueError(
            "RRuleClock: an rruleset with exrule() is not supported; exclude its dates with exdate()."
        )
    starts = {_start_line(rule._dtstart) for rule in given._rrule}
    if len(starts) > 1:
        raise ValueError(
            "RRuleClock: the rules of an rruleset must start at the same moment; "
            "make an RRuleClock of each and give Schedule all of them."
        )
    dates = [*given._rdate, *given._exdate]
    # Dates alone have no start; the first of them is as good as any before it.
    lines = sorted(starts) or [_start_line(min(dates))] if dates or starts else []
    lines += [_rule_line(rule) for rule in given._rrule]
    lines += [f"RDATE:{_utc(date)}" for date in given._rdate]
    return "\n".join([*lines, *(f"EXDATE:{_utc(date)}" for date in given._exdate)])


def _start_line(start: dt.datetime) -> str:
    text = f"{start:%Y%m%dT%H%M%S}"
    if start.utcoffset() is None:
        return f"DTSTART:{text}"
    zone = zone_name(start)
    if zone == "UTC":
        return f"DTSTART:{text}Z"
    # An offset is written without its colon, which would end the parameters.
    return f"DTSTART;TZID={zone.replace(':', '') if zone[0] in '+-' else zone}:{text}"


def _rule_line(rule: Any) -> str:
    line = next(part for part in str(rule).splitlines() if part.startswith("RRULE:"))
    if rule._until is None or rule._until.utcoffset() is None:
        return line
    return re.sub(r"UNTIL=[^;]*", f"UNTIL={_utc(rule._until)}", line)


def _utc(moment: dt.datetime) -> str:
    """A naive one is UTC, as Prefect reads rules."""
    aware = moment.utcoffset() is not None
    return f"{moment.astimezone(dt.UTC) if aware else moment:%Y%m%dT%H%M%SZ}"


def serialize_rule(text: str, start: Moment | None, start_wall: dict[str, str] | None) -> Any:
    """Prefect's JSON form of a rule's text.

    Args:
        start: of the clock; where the text says no start, it begins there.
        start_wall: the same in Prefect's JSON form.
    """
    # Late: few flows have such a rule, and fewer are serialized.
    from dateutil.rrule import rruleset, rrulestr

    zone, plain = _without_zone(text)
    has_start = re.search(r"^DTSTART", text, re.MULTILINE | re.IGNORECASE) is not None
    if not has_start and start is not None and start_wall is not None:
        zone = start["zone"]
        given = {"dtstart": dt.datetime.fromisoformat(start_wall["dt"])}
    else:
        given = {}
    rule = rrulestr(_UTC_TIME.sub(lambda found: _wall_in(zone, found[1]), plain), **given)
    if not isinstance(rule, rruleset):
        return _serialize_one(rule, zone)
    return {
        "type": "rruleset",
        "_rrule": [_serialize_one(each, zone) for each in rule._rrule],
        "_rdate": [_date(date, zone) for date in rule._rdate],
        "_exrule": [],
        "_exdate": [_date(date, zone) for date in rule._exdate],
    }


def _without_zone(text: str) -> tuple[str, str]:
    """The zone of the start, and the text without it: dateutil would look the zone up."""
    found = re.search(r"^DTSTART;[^:\n]*?TZID=([^;:\n]+)", text, re.MULTILINE | re.IGNORECASE)
    plain = re.sub(r";TZID=[^;:\n]+", "", text, flags=re.IGNORECASE)
    if found is None:
        return "UTC", plain
    name = re.sub(r"^([+-]\d\d)(\d\d)$", r"\1:\2", found[1])
    return name, plain


def _wall_in(zone: str, utc: str) -> str:
    """A time written in UTC, as the clocks of a zone show it."""
    moment = dt.datetime.fromisoformat(f"{utc}Z")
    text = wall({**to_moment(moment, "the rule"), "zone": zone})["dt"]
    return re.sub(r"[-:]", "", text)


def _serialize_one(rule: Any, zone: str) -> dict[str, Any]:
    said = rule._original_rule
    lists = {f"_{name}": list(said[name]) if said.get(name) else None for name in _LISTS}
    if lists["_byweekday"] is not None:
        lists["_byweekday"] = [
            {"weekday": each.weekday, "n": each.n or None} for each in lists["_byweekday"]
        ]
    return {
        "type": "rrule",
        "_freq": rule._freq,
        "_dtstart": _date(rule._dtstart, zone),
        "_interval": rule._interval,
        "_wkst": rule._wkst,
        "_count": rule._count,
        "_until": None if rule._until is None else _date(rule._until, zone),
        **lists,
    }


def _date(naive: dt.datetime, zone: str) -> dict[str, str]:
    return {"dt": wall_text(naive), "tz": zone}
