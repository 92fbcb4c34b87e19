"""Helpers that flows are written with."""

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
