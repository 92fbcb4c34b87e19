"""A value as a task."""

from __future__ import annotations

from typing import Any

from prefect.core.task import Task

#: A value longer than this when written is named after its type.
_LONGEST_NAME = 8


class Constant(Task):
    """A Task that represents a single static value."""

    _kind = "constant"

    def __init__(self, value: Any, name: str | None = None, **kwargs: Any) -> None:
        self.value = value
        super().__init__(name=name or _name_of(value), **kwargs)

    def run(self) -> Any:
        """The value itself."""
        return self.value


def _name_of(value: Any) -> str:
    text = repr(value) if _is_short(value) else ""
    return text if 0 < len(text) <= _LONGEST_NAME else f"Constant[{type(value).__name__}]"


def _is_short(value: Any) -> bool:
    """Writing a large value only to see that it is long would take time."""
    sized = isinstance(value, (str, bytes, list, tuple, dict, set))
    return not sized or len(value) <= _LONGEST_NAME
