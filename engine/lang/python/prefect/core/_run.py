"""`flow.run`: the checks before a run. The running itself is done by the engine."""

from __future__ import annotations

from typing import Any

from prefect import _realm
from prefect._scope import scope
from prefect.core.flow import Flow
from prefect.engine.state import State

_OPTIONS = frozenset(
    [
        "run_on_schedule",
        "executor",
        "context",
        "task_states",
        "state",
        "run_name",
        "flow_run_id",
        "task_runner_state_handlers",
        "task_contexts",
        "throttle",
        "flow_run_name",
    ]
)


def run_flow(flow: Flow, parameters: dict[str, Any] | None, options: dict[str, Any]) -> State:
    """See `Flow.run`."""
    if scope().flow is flow:
        raise RuntimeError(
            f'Flow "{flow.name}" cannot be run inside its own `with` block: it is still being built '
            "there. Run it after the block. Flow.run() must be called outside of the flow context."
        )
    given = dict(parameters or {})
    # Prefect: keywords that name parameters of the flow are their values; the others are options.
    names = {each.name for each in flow.parameters()}
    given.update({name: value for name, value in options.items() if name in names})
    options = {name: value for name, value in options.items() if name not in names}
    if "return_tasks" in options:
        raise ValueError(
            "The `return_tasks` keyword cannot be provided to `flow.run()`: the state of every task "
            "is returned."
        )
    if options.get("flow_run_name") is not None:
        options.setdefault("run_name", options["flow_run_name"])
    _check_parameters(flow, given)
    # Prefect: those of the context stand where a parameter has a default and is not given.
    of_context = (options.get("context") or {}).get("parameters") or {}
    given = {**{name: value for name, value in of_context.items() if name in names}, **given}
    for name in options:
        if name not in _OPTIONS:
            raise TypeError(f"run() got an unexpected keyword argument '{name}'")
    executor = options.get("executor") or flow.executor
    if executor is not None:
        from prefect.executors import executor_kind

        options["executor"] = executor_kind(executor)
    host = _realm.host()
    if host is None:
        raise RuntimeError("There is no engine here to run a flow. Flows run in a notebook.")
    state = host.run_flow(flow, given, options)
    _raise_if_wished(state)
    return state


def _check_parameters(flow: Flow, given: dict[str, Any]) -> None:
    known = flow.parameters()
    names = [each.name for each in known]
    unexpected = [name for name in given if name not in names]
    if unexpected:
        takes = f"It has {', '.join(names)}" if names else "It has none"
        raise ValueError(
            "Flow.run received the following unexpected parameters: "
            f"{', '.join(unexpected)}. {takes}."
        )
    missing = [each.name for each in known if each.required and each.name not in given]
    if missing:
        raise ValueError(
            "Flow.run did not receive the following required parameters: "
            f"{', '.join(missing)}. Give them as flow.run({missing[0]}=...)."
        )


def _raise_if_wished(state: State) -> None:
    """Prefect: inside `raise_on_exception` the first exception of a task is raised.

    Whatever became of the flow: a clean-up after a failure may well have ended it in Success.
    """
    from prefect.utilities.debug import is_raising

    if not is_raising():
        return
    if isinstance(state.result, BaseException):
        raise state.result
    for task_state in (state.result or {}).values():
        for each in (task_state, *getattr(task_state, "map_states", ())):
            if type(each).__name__ == "Failed" and isinstance(each.result, BaseException):
                raise each.result
