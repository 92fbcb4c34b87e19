"""`flow.run`: what the engine is asked for, and what comes back of it."""

from __future__ import annotations

import json
from typing import Any

from flowbook.captures import is_data
from flowbook.failures import from_failure
from flowbook.states import live_state, report_state
from flowbook.values import UnsendableError, report_value
from prefect import _sandbox
from prefect.core.flow import Flow
from prefect.engine.state import State


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
    for name, key in (("run_name", "runName"), ("executor", "executor")):
        if options.get(name) is not None:
            request[key] = options[name]
    if options.get("run_on_schedule") is not None:
        request["runOnSchedule"] = bool(options["run_on_schedule"])
    if options.get("context"):
        request["context"] = _plain_context(options["context"])
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


def _plain_context(context: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name, value in context.items():
        if not is_data(value):
            kind = type(value).__name__
            raise TypeError(f"The context value {name} is no plain data but of type {kind}.")
        try:
            plain[name] = json.loads(json.dumps(value))
        except (TypeError, ValueError) as error:
            raise TypeError(f"The context value {name} cannot be said in JSON: {error}.") from None
    return plain


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
