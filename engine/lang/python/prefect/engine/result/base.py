"""The class of all results."""

from __future__ import annotations

import copy as copying
from collections.abc import Callable
from typing import Any

_BY_HAND = (
    "Results are kept by the engine, outside of Python, and cannot be {} by hand. Give a task "
    "`result=` or `target=`, and its value is kept and found again."
)


class Result:
    """A representation of the result of a Prefect task: its value, and where it is kept."""

    def __init__(
        self,
        value: Any = None,
        location: str | Callable[..., str] | None = None,
        serializer: Any = None,
    ) -> None:
        """Args:
        location: a text with `{holes}` for the context, or a function of it.
        """
        from prefect.engine.serializers import PickleSerializer

        self.value = value
        self.location = location
        self.serializer = serializer or PickleSerializer()

    def copy(self) -> Result:
        """Return a copy of the current result object."""
        return copying.copy(self)

    def from_value(self, value: Any) -> Result:
        """Create a new copy of the result object with the provided value."""
        new = self.copy()
        new.location = None
        new.value = value
        return new

    def format(self, **kwargs: Any) -> Result:
        """Takes a set of string format key-value pairs and renders the result's location."""
        from prefect._templates import format_template

        new = self.copy()
        if self.location is not None:
            new.location = format_template(self.location, kwargs)
        return new

    def write(self, value_: Any, **kwargs: Any) -> Result:
        """Write the result to its location: the engine does that, when a task has ended.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError(_BY_HAND.format("written"))

    def read(self, location: str) -> Result:
        """Reads a result from a location: the engine does that, when a task is to begin.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError(_BY_HAND.format("read"))

    def exists(self, location: str, **kwargs: Any) -> bool:
        """Checks whether a result is there: the engine does that, for a task's target.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError(_BY_HAND.format("looked for"))

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return id(self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.value!r}>"


class NoResultType(Result):
    """A `Result` subclass representing the _absence_ of computation / output."""

    def __init__(self) -> None:
        super().__init__(value=None)

    def __repr__(self) -> str:
        return "<No result>"


NoResult = NoResultType()
