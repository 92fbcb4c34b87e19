"""Prepares values for looking at: a tree, bounded in depth and width, never the value itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from flowbook.lines import line_of

_MAX_DEPTH = 6
_MAX_WIDTH = 100
_MAX_NODES = 2000
_MAX_TEXT = 10_000
_MAX_KEY = 200


def preview_of(value: Any) -> dict[str, Any]:
    """The value as a tree: at most 6 levels, 100 entries a level and 2,000 nodes in all."""
    return _Previewer().node(value, 0)


class _Previewer:
    def __init__(self) -> None:
        self._nodes = _MAX_NODES
        self._above: set[int] = set()

    def node(self, value: Any, depth: int) -> dict[str, Any]:
        self._nodes -= 1
        name = type(value).__name__
        if isinstance(value, str):
            text = value if len(value) <= _MAX_TEXT else value[:_MAX_TEXT] + "…"
            return {"type": name, "text": text}
        if id(value) in self._above:
            return {"type": name, "text": "(circular)"}
        text = line_of(value)
        entries = _entries_of(value)
        if entries is None:
            return {"type": name, "text": text}
        shown, size = entries
        kind = f"{name}({size})"
        if size == 0:
            return {"type": name, "text": text}
        if depth >= _MAX_DEPTH or self._nodes <= 0:
            return {"type": kind, "text": text, "more": size}
        self._above.add(id(value))
        listed = []
        for key, part in shown:
            if len(listed) >= _MAX_WIDTH or self._nodes <= 0:
                break
            listed.append({"key": key[:_MAX_KEY], "node": self.node(part, depth + 1)})
        self._above.discard(id(value))
        node: dict[str, Any] = {"type": kind, "text": text, "entries": listed}
        if size > len(listed):
            node["more"] = size - len(listed)
        return node


def _entries_of(value: Any) -> tuple[Iterable[tuple[str, Any]], int] | None:
    """The parts of a value by name, and how many there are; None: it has none to show."""
    from prefect.core.flow import Flow
    from prefect.core.task import Task
    from prefect.engine.state import State

    if isinstance(value, (Task, Flow, State, type, bytes, bytearray, range)):
        return None
    if isinstance(value, Mapping):
        return ((line_of(key), part) for key, part in value.items()), len(value)
    if isinstance(value, (Sequence, Set)):
        return ((str(index), part) for index, part in enumerate(value)), len(value)
    if dataclasses.is_dataclass(value):
        fields = [each.name for each in dataclasses.fields(value)]
        return ((name, getattr(value, name, None)) for name in fields), len(fields)
    return None
