"""Helpers that flows are written with."""

from __future__ import annotations

from typing import Any

from prefect._submodules import submodule
from prefect.utilities.edges import flatten, mapped, unmapped
from prefect.utilities.tasks import apply_map, as_task, defaults_from_attrs, pause_task, tags, task

__all__ = [
    "apply_map",
    "as_task",
    "defaults_from_attrs",
    "flatten",
    "mapped",
    "pause_task",
    "tags",
    "task",
    "unmapped",
]


def __getattr__(name: str) -> Any:
    """Modules of this package come when they are asked for."""
    return submodule(__name__, name)
