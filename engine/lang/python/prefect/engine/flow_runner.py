"""Prefect's FlowRunner, for code that names it. The engine does its work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prefect.core.flow import Flow
    from prefect.engine.state import State


class FlowRunner:
    """FlowRunners handle the execution of Flows and determine the State of a Flow."""

    def __init__(
        self, flow: Flow, task_runner_cls: Any = None, state_handlers: list[Any] | None = None
    ) -> None:
        self.flow = flow
        self.task_runner_cls = task_runner_cls
        self.state_handlers = state_handlers or []

    def run(
        self,
        state: State | None = None,
        task_states: dict[Any, State] | None = None,
        return_tasks: Any = None,
        parameters: dict[str, Any] | None = None,
        task_runner_state_handlers: list[Any] | None = None,
        executor: Any = None,
        context: dict[str, Any] | None = None,
        task_contexts: dict[Any, Any] | None = None,
    ) -> State:
        """Runs the flow once, whatever its schedule, to its end; gives the final state.

        Args:
            return_tasks: whose states are wanted; None: all.
        """
        own = self.flow.state_handlers
        # Prefect: the flow's handlers first, then the runner's.
        self.flow.state_handlers = [*own, *self.state_handlers]
        try:
            final = self.flow.run(
                parameters=parameters,
                run_on_schedule=False,
                state=state,
                task_states=task_states,
                task_runner_state_handlers=task_runner_state_handlers,
                executor=executor,
                context=context,
                task_contexts=task_contexts,
            )
        finally:
            self.flow.state_handlers = own
        if return_tasks is not None and isinstance(final.result, dict):
            wanted = set(return_tasks)
            final.result = {task: each for task, each in final.result.items() if task in wanted}
        return final
