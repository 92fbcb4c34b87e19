"""The class of all results."""

from __future__ import annotations

import copy as copying
from collections.abc import Callable
from typing import Any


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
