"""What the worker needs of the flow API, and user code does not get."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prefect import _realm, _scope
from prefect._describe import describe_flow, location_of
from prefect.core.flow import Flow
from prefect.core.task import Task
from prefect.utilities import context as contexts

__all__ = [
    "describe_flow",
    "flow_id",
    "invoke",
    "is_retryable",
    "keep_call_context",
    "location_of",
    "name_after_variable",
    "reset_realm",
    "set_call_context",
    "slugs_of",
    "state_handlers_of",
    "target_of",
    "task_of",
    "task_run_name_of",
    "trigger_of",
]

set_call_context = contexts.set_call_context


def flow_id(flow: Flow) -> str:
    """What the engine knows the flow by."""
    return flow._id


def slugs_of(flow: Flow) -> list[str]:
    """The names of its tasks, in the order they were added."""
    return [flow.slugs[task] for task in flow._tasks]


def task_of(flow: Flow, slug: str) -> Task | None:
    """The task of this slug; None if the flow has none."""
    return flow._book.tasks.get(slug)


def invoke(task: Task, inputs: dict[str, Any]) -> Any:
    """Calls a task's `run`. Parameters that are not among the inputs get their defaults."""
    return task.run(**inputs)


def is_retryable(task: Task, thrown: BaseException) -> bool:
    """Whether `retry_on` admits another run after this was raised.

    Signals are no exceptions to Prefect: they count only where their own class is listed.
    """
    from prefect.engine.signals import PrefectStateSignal

    if task.retry_on is None:
        return True
    if isinstance(thrown, PrefectStateSignal):
        return any(
            issubclass(kind, PrefectStateSignal) and isinstance(thrown, kind)
            for kind in task.retry_on
        )
    return isinstance(thrown, tuple(task.retry_on))


def keep_call_context() -> Callable[[], None]:
    """Takes note of the context while another call has its turn; the answer puts it back."""
    values = contexts.kept()
    return lambda: contexts.restore(values)


def name_after_variable(value: Any, variable: str) -> None:
    """Python's functions and classes have names; there is nothing to do."""


def trigger_of(task: Task) -> Callable[..., Any]:
    """The task's trigger."""
    return task.trigger


def target_of(task: Task) -> Any:
    """The template of the task's target."""
    return task.target


def task_run_name_of(task: Task) -> Any:
    """The template of the task's run name."""
    return task.task_run_name


def state_handlers_of(subject: Flow | Task) -> list[Callable[..., Any]]:
    """The handlers of a flow or a task."""
    return list(subject.state_handlers)


def reset_realm() -> None:
    """As if the realm were new."""
    from prefect.configuration import reset_config

    _scope.leave_all()
    set_call_context({})
    reset_config()
    _realm.forget_flows()
