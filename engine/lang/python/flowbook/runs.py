"""`flow.run`: what the engine is asked for, and what comes back of it."""

from __future__ import annotations

from typing import Any

from flowbook.context_values import to_context
from flowbook.failures import from_failure
from flowbook.states import live_state, report_state
from flowbook.values import UnsendableError, report_value
from prefect import _sandbox
from prefect.configuration import config
from prefect.core.flow import Flow
from prefect.engine.state import State
from prefect.utilities.context import ambient
from prefect.utilities.debug import is_raising


def to_run_request(
    flow: Flow, parameters: dict[str, Any], options: dict[str, Any]
) -> dict[str, Any]:
    """What `flow.run` was called with.

    Raises:
        TypeError: naming the constant, parameter or context value that cannot leave its worker.
    """
    encode = _named(f'A constant of flow "{flow.name}"')
    request: dict[str, Any] = {
        "description": _sandbox.describe_flow(flow, encode),
        "parameters": {
            name: _named(f"The parameter {name}")(value) for name, value in parameters.items()
        },
        "taskRunnerStateHandlers": len(options.get("task_runner_state_handlers") or ()),
    }
    if is_raising():
        # The first exception is raised, so there is none to be retried.
        for node in request["description"]["graph"]["tasks"]:
            node["maxRetries"] = 0
    for name, key in (("run_name", "runName"), ("executor", "executor")):
        if options.get(name) is not None:
            request[key] = options[name]
    on_schedule = options.get("run_on_schedule")
    request["runOnSchedule"] = bool(
        config.flows.run_on_schedule if on_schedule is None else on_schedule
    )
    if config.flows.is_set("checkpointing"):
        request["checkpointing"] = bool(config.flows.checkpointing)
    context = {**ambient(), **(options.get("context") or {})}
    if options.get("flow_run_id") is not None:
        context["flow_run_id"] = options["flow_run_id"]
    if options.get("task_contexts"):
        context["task_contexts"] = _contexts_by_slug(flow, options["task_contexts"])
    secrets = context.pop("secrets", None)
    if context:
        request["context"] = to_context(context)
    if secrets:
        # Apart from the rest, which is on record.
        request["secrets"] = to_context(dict(secrets))
    if options.get("task_states"):
        request["taskStates"] = _by_slug(flow, options["task_states"])
    if options.get("state") is not None:
        request["state"] = report_state(options["state"])
    return request


def _named(what: str) -> Any:
    def encode(value: Any) -> dict[str, Any]:
        try:
            return report_value(value)
        except UnsendableError as error:
            message = f"{what} cannot be handed to a task: value{error.path} is {error.what}."
            raise TypeError(message) from None

    return encode


def _contexts_by_slug(flow: Flow, contexts: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    slugs = flow.slugs
    for task in contexts:
        if task not in slugs:
            raise ValueError(f"task_contexts: {task!r} is not in the flow.")
    return {slugs[task]: dict(values) for task, values in contexts.items()}


def _by_slug(flow: Flow, states: dict[Any, State]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    slugs = flow.slugs
    for task, state in states.items():
        if task not in slugs:
            raise ValueError(f"task_states: {task!r} is not in the flow.")
        given[slugs[task]] = report_state(state)
    return given


def live_reply(flow: Flow, reply: dict[str, Any]) -> State:
    """The flow's final state; its result has the state of each task.

    Raises:
        what the engine says went wrong with the run as such.
    """
    if not reply["ok"]:
        raise from_failure(reply["failure"])
    states: dict[Any, State] = {}
    for task, slug in flow.slugs.items():
        state = reply["tasks"].get(slug)
        if state is not None:
            states[task] = live_state(state)
    value = reply["state"].get("value")
    # Prefect: a run that crashed has the exception for a result.
    if value is not None and value["from"] != "none":
        return live_state(reply["state"])
    return live_state(reply["state"], states)
