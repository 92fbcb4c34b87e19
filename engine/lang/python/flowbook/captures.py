"""The values of a cell's variables, kept so that evaluating it again gives the same ones."""

from __future__ import annotations

import datetime
import decimal
import pickle
from typing import Any

#: Of one value (bytes); bigger ones are computed again in each worker.
_MAX_SIZE = 4 * 1024 * 1024
#: Of all values of a cell.
_MAX_TOTAL = 32 * 1024 * 1024
_MAX_DEPTH = 50

_LEAVES = (
    type(None), bool, int, float, complex, str, bytes,
    datetime.date, datetime.datetime, datetime.time, datetime.timedelta, datetime.timezone,
    decimal.Decimal,
)  # fmt: skip


class CaptureBook:
    """What a cell's variables were given, as pickles by name."""

    def __init__(self, given: dict[str, Any] | None = None) -> None:
        """Args:
        given: what was captured before, to be taken over instead of computed.
        """
        self._given = given or {}
        self._total = 0
        self.values: dict[str, bytes] = {}

    def has(self, name: str) -> bool:
        """Whether the value was captured before."""
        return name in self._given

    def get(self, name: str) -> Any:
        """The captured value, a copy of its own each time."""
        self.values[name] = bytes(self._given[name])
        return pickle.loads(self.values[name])

    def keep(self, name: str, value: Any) -> None:
        """Keeps a copy of the value as it is now, if it is plain data."""
        if not is_data(value):
            return
        pickled = pickle.dumps(value, 5)
        if len(pickled) > _MAX_SIZE or self._total + len(pickled) > _MAX_TOTAL:
            return
        self._total += len(pickled)
        self.values[name] = pickled


def is_data(value: Any, depth: int = 0) -> bool:
    """Whether it is made of Python's own kinds of data: a copy is as good as the thing."""
    kind = type(value)
    if kind in _LEAVES:
        return True
    if depth >= _MAX_DEPTH:
        return False
    if kind in (list, tuple, set, frozenset):
        return all(is_data(each, depth + 1) for each in value)
    if kind is dict:
        return all(is_data(k, depth + 1) and is_data(v, depth + 1) for k, v in value.items())
    return False
