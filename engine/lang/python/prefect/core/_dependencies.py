"""How a task is put before and after others in a flow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from prefect._scope import scope

if TYPE_CHECKING:
    from prefect.core.flow import Flow


class TaskDependencies:
    """The part of `Task` that speaks of other tasks."""

    def set_dependencies(
        self,
        flow: Flow | None = None,
        upstream_tasks: Iterable[object] | None = None,
        downstream_tasks: Iterable[object] | None = None,
        keyword_tasks: dict[str, object] | None = None,
        mapped: bool = False,
        validate: bool | None = None,
    ) -> Any:
        """Set dependencies for a flow either specified or in the current context using this task."""
        flow = flow or scope().flow
        if flow is None:
            raise ValueError(
                "No Flow was passed, and could not infer an active Flow context. Pass flow=, or do "
                "it inside a `with Flow(...)` block."
            )
        flow.set_dependencies(
            task=self,
            upstream_tasks=upstream_tasks,
            downstream_tasks=downstream_tasks,
            keyword_tasks=keyword_tasks,
            validate=validate,
            mapped=mapped,
        )
        return self

    def set_upstream(
        self, task: object, flow: Flow | None = None, key: str | None = None, mapped: bool = False
    ) -> Any:
        """Sets the provided task as an upstream dependency of this task."""
        if key is None:
            return self.set_dependencies(flow=flow, upstream_tasks=[task], mapped=mapped)
        return self.set_dependencies(flow=flow, keyword_tasks={key: task}, mapped=mapped)

    def set_downstream(
        self, task: Any, flow: Flow | None = None, key: str | None = None, mapped: bool = False
    ) -> Any:
        """Sets the provided task as a downstream dependency of this task."""
        task.set_upstream(self, flow=flow, key=key, mapped=mapped)
        return self
