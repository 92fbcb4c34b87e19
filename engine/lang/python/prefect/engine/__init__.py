"""States, signals, results: what the engine speaks of."""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    """The runners, which import flows and tasks, come when they are asked for."""
    if name == "FlowRunner":
        from prefect.engine.flow_runner import FlowRunner

        return FlowRunner
    if name == "TaskRunner":
        from prefect.engine.task_runner import TaskRunner

        return TaskRunner
    raise AttributeError(f"module 'prefect.engine' has no attribute '{name}'")
