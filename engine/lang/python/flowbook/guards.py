"""Functions of Python's own that would wait for what a browser's worker never gets."""

from __future__ import annotations

import builtins
import time
from collections.abc import Callable
from typing import Any, NoReturn

#: Shorter waits are not worth leaving Python for (seconds).
_SHORTEST = 0.002


def install(can_wait: Callable[[], bool], sleep: Callable[[float], Any]) -> None:
    """Puts them in place.

    Args:
        can_wait: whether Python may wait for the browser now.
        sleep: waits so many milliseconds without keeping the processor busy.
    """
    builtins.input = _no_input
    builtins.breakpoint = _no_breakpoint
    busy_sleep = time.sleep

    def patient_sleep(seconds: float) -> None:
        """Delay execution for a given number of seconds."""
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        if seconds > _SHORTEST and can_wait():
            sleep(seconds * 1000)
        else:
            busy_sleep(seconds)

    time.sleep = patient_sleep


def _no_input(prompt: object = "", /) -> NoReturn:
    raise RuntimeError(
        "input() cannot ask anybody here. Give the value to the flow as a Parameter, or write it "
        "into the cell."
    )


def _no_breakpoint(*_: Any, **__: Any) -> NoReturn:
    raise RuntimeError("breakpoint() needs a terminal, which a notebook in the browser has not.")
