"""States, signals, results: what the engine speaks of."""

from __future__ import annotations

from typing import Any

from prefect._submodules import submodule


def __getattr__(name: str) -> Any:
    """The runners, which import flows and tasks, come when they are asked for."""
    if name == "FlowRunner":
        from prefect.engine.flow_runner import FlowRunner

        return FlowRunner
    if name == "TaskRunner":
        from prefect.engine.task_runner import TaskRunner

        return TaskRunner
    return submodule(__name__, name)
