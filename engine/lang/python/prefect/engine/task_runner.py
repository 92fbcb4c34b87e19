"""Prefect's TaskRunner: tries out one task by itself, with whatever states its upstreams are in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from prefect.core.flow import Flow
from prefect.core.task import Task
from prefect.engine.state import Pending

if TYPE_CHECKING:
    from prefect.core.edge import Edge
    from prefect.engine.result import Result
    from prefect.engine.state import State


class TaskRunner:
    """TaskRunners handle the execution of Tasks and determine the State of a Task."""

    def __init__(
        self,
        task: Task,
        state_handlers: Iterable[Any] | None = None,
        flow_result: Result | None = None,
    ) -> None:
        self.task = task
        self.state_handlers = list(state_handlers or [])
        self.flow_result = flow_result

    def run(
        self,
        state: State | None = None,
        upstream_states: dict[Edge, State] | None = None,
        is_mapped_parent: bool = False,
        context: dict[str, Any] | None = None,
    ) -> State:
        """Runs the task as a flow would, trigger, retries and handlers included; its final state.

        Unlike Prefect's it waits for retries and makes them. Where an upstream state is not finished
        the task is not due, and its state is what it was.

        Raises:
            ValueError: for an upstream state that is Mapped: it has no children here.
        """
        if not all(each.is_finished() for each in (upstream_states or {}).values()):
            return Pending() if state is None else state
        flow = Flow(f"Test of {self.task.name}", result=self.flow_result)
        tested = self.task.copy()
        flow.add_task(tested)
        given: dict[Task, State] = {} if state is None else {tested: state}
        for edge, upstream in (upstream_states or {}).items():
            _check(edge, upstream)
            stand = Task(name=edge.upstream_task.name)
            flow.add_edge(stand, tested, key=edge.key, flattened=edge.flattened)
            given[stand] = upstream
        final = flow.run(
            run_on_schedule=False,
            task_states=given,
            context=context,
            task_runner_state_handlers=self.state_handlers,
        )
        return final.result[tested]


def _check(edge: Edge, state: State) -> None:
    if state.is_mapped():
        raise ValueError(
            f"The state given for {edge!r} is {state!r}. Give one in which a task has ended, like "
            "Success(result=1) or Failed()."
        )
