"""Branches of a flow: `switch`, `ifelse`, and `merge` where they come together again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefect.core.task import Task
from prefect.engine import signals
from prefect.tasks.core.function import FunctionTask
from prefect.triggers import not_all_skipped
from prefect.utilities.tasks import as_task, tags

if TYPE_CHECKING:
    from prefect.core.flow import Flow


class CompareValue(Task):
    """This task stands before a branch: it is skipped, and the branch with it, unless a value fits."""

    def __init__(self, value: Any, **kwargs: Any) -> None:
        self.value = value
        kwargs.setdefault("name", f'CompareValue: "{value}"')
        super().__init__(**kwargs)

    def run(self, value: Any) -> None:  # type: ignore[override]
        """Raises a SKIP if the value is another."""
        if value != self.value:
            raise signals.SKIP(f'Provided value "{value}" did not match "{self.value}"')


class Merge(Task):
    """The first of its inputs, in their order, that is not None."""

    def __init__(self, **kwargs: Any) -> None:
        """Raises:
        ValueError: for `skip_on_upstream_skip=True`.
        """
        if kwargs.setdefault("skip_on_upstream_skip", False):
            raise ValueError("Merge tasks must have `skip_on_upstream_skip=False`.")
        kwargs.setdefault("trigger", not_all_skipped)
        super().__init__(**kwargs)

    def run(self, **task_results: Any) -> Any:  # type: ignore[override]
        """The first result that is there."""
        # Prefect looks at the names in the order of text, so the tenth comes before the second.
        named = sorted(task_results.items(), key=lambda item: int(item[0].split("_")[1]))
        return next((value for _, value in named if value is not None), None)


def switch(condition: Any, cases: dict[Any, Any], mapped: bool = False) -> None:
    """Adds a SWITCH to a workflow: of the tasks, only the one runs whose key equals the condition."""
    with tags("switch"):
        for value, branch in cases.items():
            task = as_task(branch)
            compare = CompareValue(value).bind(value=condition, mapped=mapped)
            task.set_dependencies(upstream_tasks=[compare], mapped=mapped)


def ifelse(condition: Any, true_task: Any, false_task: Any, mapped: bool = False) -> None:
    """Builds a conditional branch into a workflow: if the condition is truthy, `true_task` runs."""
    cases = {
        value: task for value, task in ((True, true_task), (False, false_task)) if task is not None
    }
    if not cases:
        return

    def as_bool(x: Any) -> bool:
        return bool(x)

    truth = FunctionTask(as_bool, name="as_bool")
    switch(truth(condition, mapped=mapped), cases, mapped=mapped)


def merge(
    *tasks: Any,
    flow: Flow | None = None,
    mapped: bool = False,
    task_args: dict[str, Any] | None = None,
    **kwargs: Any,
) -> Task:
    """Merges conditional branches back together: the result of the first branch that ran."""
    named = {f"task_{number}": task for number, task in enumerate(tasks, 1)}
    return Merge(**{**(task_args or {}), **kwargs}).bind(flow=flow, mapped=mapped, **named)
