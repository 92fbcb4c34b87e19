"""`with case(condition, value):` – a block whose tasks run only if the value fits."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from prefect._scope import within
from prefect.core.task import Task
from prefect.tasks.control_flow.conditional import CompareValue

if TYPE_CHECKING:
    from prefect.core.flow import Flow


class case:
    """A conditional block in a flow definition: tasks added inside run if `task` yields `value`."""

    def __init__(self, task: Any, value: Any) -> None:
        """Raises:
        TypeError: if the value is a task: it is compared with, so it must be known.
        """
        if isinstance(value, Task):
            raise TypeError("`value` cannot be a task")
        self.task = task
        self.value = value
        self._tasks: dict[Task, None] = {}
        self._flow: Flow | None = None
        self._block: AbstractContextManager[None] | None = None

    def add_task(self, task: Task, flow: Flow) -> None:
        """Add a new task under the case statement.

        Raises:
            ValueError: for a task of another flow.
        """
        if self._flow is not None and self._flow is not flow:
            raise ValueError("Multiple flows cannot be used with the same `case` block")
        self._flow = flow
        self._tasks[task] = None

    def __enter__(self) -> case:
        self._block = within(case=self)
        self._block.__enter__()
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if self._block is not None:
            self._block.__exit__(None, None, None)
        if kind is None and self._flow is not None:
            self._close(self._flow)

    def _close(self, flow: Flow) -> None:
        compare = CompareValue(self.value, name=f"case({self.value})")
        compare.bind(value=self.task, flow=flow)
        for task in self._tasks:
            if not any(each in self._tasks for each in flow.upstream_tasks(task)):
                task.set_upstream(compare, flow=flow)
