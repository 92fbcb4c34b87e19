"""The tasks that collect other tasks' results into a list, a tuple, a set or a dictionary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from prefect.core.task import Task


class CollectionTask(Task):
    """Base class for collection tasks: items are bound as `arg_1`, `arg_2`…"""

    def bind(  # type: ignore[override]
        self,
        *args: Any,
        mapped: bool = False,
        upstream_tasks: Iterable[Any] | None = None,
        flow: Any = None,
        **kwargs: Any,
    ) -> Any:
        """Binds the items, from left to right."""
        items = {f"arg_{number}": item for number, item in enumerate(args, 1)}
        return super().bind(
            mapped=mapped, upstream_tasks=upstream_tasks, flow=flow, **items, **kwargs
        )


def _in_order(items: dict[str, Any]) -> list[Any]:
    return [
        value for _, value in sorted(items.items(), key=lambda item: int(item[0].split("_")[1]))
    ]


class List(CollectionTask):
    """Collects task results into a list."""

    def run(self, **task_results: Any) -> list[Any]:  # type: ignore[override]
        """The list, in order."""
        return _in_order(task_results)


class Tuple(CollectionTask):
    """Collects task results into a tuple."""

    def run(self, **task_results: Any) -> tuple[Any, ...]:  # type: ignore[override]
        """The tuple, in order."""
        return tuple(_in_order(task_results))


class Set(CollectionTask):
    """Collects task results into a set."""

    def run(self, **task_results: Any) -> set[Any]:  # type: ignore[override]
        """The set."""
        return set(task_results.values())


class Dict(Task):
    """Collects task results into a dict."""

    def run(self, keys: list[Any], values: list[Any]) -> dict[Any, Any]:  # type: ignore[override]
        """The dictionary.

        Raises:
            ValueError: where there are not as many values as keys.
        """
        if len(keys) != len(values):
            raise ValueError("A different number of keys and values were provided!")
        return dict(zip(keys, values, strict=True))
