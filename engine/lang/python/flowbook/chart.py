"""Makes the data of a chart out of a cell's records."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping
from typing import Any

from flowbook.lines import line_of

_TYPES = ("line", "bar", "area", "dot")
_MOST_ROWS = 10_000
_MOST_TEXT = 200
_NOTHING = object()


class Chart:
    """A drawing: show it as the last value of a cell, or by `display`."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    def __repr__(self) -> str:
        return f"<Chart {self.data['type']}: {self.data['title']}>"


def chart(
    data: Iterable[Any],
    *,
    type: str = "line",
    x: str | None = None,
    y: str | None = None,
    color: str | None = None,
    title: str = "",
) -> Chart:
    """A chart of records. It is shown where it is the last value of a cell, or by `display`.

    Args:
        data: records (mappings, or objects with attributes) or numbers: at most 10,000.
        type: "line", "bar", "area" or "dot".
        x: the field across: numbers, dates or texts. Left out: the record's place in the list.
        y: the field upwards: numbers. Left out where the data are numbers.
        color: the field that tells series apart.
        title: what stands above it.

    Raises:
        ValueError: where there is too much of it, or a field is missing.
        TypeError: where a field is of a kind that cannot be drawn.
    """
    if type not in _TYPES:
        raise ValueError(f"chart() draws the types {', '.join(_TYPES)}, and not {line_of(type)}.")
    records = _take(data)
    column_y = _column(records, y)
    if column_y["kind"] != "number":
        raise TypeError(f'chart() needs numbers in the field "{column_y["name"]}" for y.')
    column_color = None if color is None else _column(records, color, as_text=True)
    return Chart(
        {
            "type": type,
            "title": str(title)[:_MOST_TEXT],
            "x": _indices(len(records)) if x is None else _column(records, x),
            "y": column_y,
            "color": column_color,
        }
    )


def _take(data: Iterable[Any]) -> list[Any]:
    records = []
    for each in data:
        if len(records) == _MOST_ROWS:
            raise ValueError(
                f"chart() draws at most {_MOST_ROWS:,} records. Give it a part of them, or sums."
            )
        records.append(each)
    return records


def _column(records: list[Any], name: str | None, as_text: bool = False) -> dict[str, Any]:
    raw = [_field(record, name, index) for index, record in enumerate(records)]
    given = [value for value in raw if value is not None]
    shown = ("value" if name is None else name)[:_MOST_TEXT]
    if not as_text and all(_is_number(value) for value in given):
        return {"name": shown, "kind": "number", "values": [_number(value) for value in raw]}
    if not as_text and all(isinstance(value, datetime.date) for value in given):
        return {"name": shown, "kind": "time", "values": [_time(value) for value in raw]}
    return {"name": shown, "kind": "text", "values": [_text(value) for value in raw]}


def _field(record: Any, name: str | None, index: int) -> Any:
    if name is None:
        if _is_number(record):
            return record
        raise TypeError("chart() needs the name of a field for y, where the data are records.")
    if isinstance(record, Mapping):
        value = record.get(name, _NOTHING)
    else:
        value = getattr(record, name, _NOTHING)
    if value is _NOTHING:
        raise ValueError(
            f'chart() found no field "{name}" in record {index}, which is {line_of(record)}.'
        )
    return value


def _indices(count: int) -> dict[str, Any]:
    return {"name": "", "kind": "number", "values": list(range(count))}


def _is_number(value: Any) -> bool:
    return hasattr(value, "__float__") and not isinstance(value, (bool, str))


def _number(value: Any) -> float | int | None:
    if value is None:
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _time(value: datetime.date | None) -> float | None:
    if value is None:
        return None
    if not isinstance(value, datetime.datetime):
        value = datetime.datetime(value.year, value.month, value.day)
    if value.tzinfo is None:
        value = value.replace(tzinfo=datetime.UTC)
    return value.timestamp() * 1000


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return (value if isinstance(value, str) else line_of(value))[:_MOST_TEXT]
