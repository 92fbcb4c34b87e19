"""Views of runs in a Prefect backend, of which there is none here."""

from __future__ import annotations

from typing import Any, NoReturn


def _no_backend(name: str) -> NoReturn:
    raise RuntimeError(
        f"{name} asks a Prefect backend, of which there is none here. The states of a run are in "
        "what flow.run() returns; its history is in the notebook."
    )


class _View:
    """A view of something in a backend."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        _no_backend(type(self).__name__)

    @classmethod
    def from_flow_run_id(cls, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises:
        RuntimeError: always.
        """
        _no_backend(cls.__name__)


class FlowView(_View):
    """A view of Flow metadata stored in the Prefect API."""


class FlowRunView(_View):
    """A view of Flow Run data stored in the Prefect API."""


class TaskRunView(_View):
    """A view of Task Run data stored in the Prefect API."""


def execute_flow_run(*args: Any, **kwargs: Any) -> NoReturn:
    """The primary entry point for executing a flow run: needs a backend."""
    _no_backend("execute_flow_run")


def watch_flow_run(*args: Any, **kwargs: Any) -> NoReturn:
    """Watch execution of a flow run displaying state changes: needs a backend."""
    _no_backend("watch_flow_run")


def set_key_value(key: str, value: Any) -> NoReturn:
    """Set key value pair, overwriting values for existing key: needs a backend."""
    _no_backend("set_key_value")


def get_key_value(key: str) -> NoReturn:
    """Get the value for a key: needs a backend."""
    _no_backend("get_key_value")
