"""Tasks made from functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prefect import _signature
from prefect.core.task import Task


class FunctionTask(Task):
    """A convenience Task for functionally creating Task instances with arbitrary callable `run`."""

    def __init__(self, fn: Callable[..., Any], name: str | None = None, **kwargs: Any) -> None:
        """Raises:
        TypeError: if it is no function.
        ValueError: if it has a parameter no task can have.
        """
        if not callable(fn):
            raise TypeError("fn must be callable.")
        _signature.check_signature(fn)
        self.run = fn  # type: ignore[method-assign]
        self.__wrapped__ = fn
        self.__doc__ = getattr(fn, "__doc__", None)
        self.__name__ = getattr(fn, "__name__", type(self).__name__)
        super().__init__(name=name or getattr(fn, "__name__", type(self).__name__), **kwargs)
