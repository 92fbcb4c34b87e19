"""A task that keeps some items of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prefect.core.task import Task
from prefect.triggers import all_finished


class FilterTask(Task):
    """Task for filtering lists of results: drops None and exceptions unless told otherwise."""

    def __init__(
        self,
        filter_func: Callable[[Any], bool] | None = None,
        log_func: Callable[[Any], str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Args:
        filter_func: which items to keep.
        log_func: what to log of an item that is dropped.
        """
        kwargs.setdefault("skip_on_upstream_skip", False)
        kwargs.setdefault("trigger", all_finished)
        self.filter_func = filter_func or _is_wanted
        self.log_func = log_func
        super().__init__(**kwargs)

    def run(self, task_results: list[Any]) -> list[Any]:  # type: ignore[override]
        """The items that are kept."""
        kept = []
        for item in task_results:
            if self.filter_func(item):
                kept.append(item)
            elif self.log_func is not None:
                self.logger.info(self.log_func(item))
        return kept


def _is_wanted(item: Any) -> bool:
    """Signals are no exceptions in Prefect, so those of skipped children are kept."""
    return item is not None and not isinstance(item, Exception)
