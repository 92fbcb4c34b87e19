"""Help with finding out what goes wrong."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_raising = 0


@contextmanager
def raise_on_exception() -> Iterator[None]:
    """Context manager for raising exceptions when they occur instead of trapping them."""
    global _raising
    _raising += 1
    try:
        yield
    finally:
        _raising -= 1


def is_raising() -> bool:
    """Whether `flow.run` is to raise what a task raised."""
    return _raising > 0


def is_serializable(obj: Any, raise_on_error: bool = False) -> bool:
    """Checks whether a given object can be pickled, and so travel between workers."""
    try:
        pickle.dumps(obj)
    except Exception:
        if raise_on_error:
            raise
        return False
    return True
