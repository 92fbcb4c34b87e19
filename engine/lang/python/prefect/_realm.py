"""Where the flow API meets the worker it lives in.

The flow API never touches the wire: it calls the `Host` that the worker set, and the worker drives
it through the functions here and in `prefect._sandbox`. One realm per interpreter; this module's
state is that realm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from prefect.core.flow import Flow
    from prefect.engine.state import State


class Host(Protocol):
    """What the worker does for the flow API."""

    def flow_changed(self, flow: Flow) -> None:
        """A flow was made, or its graph changed. Called often; the host gathers."""

    def run_flow(self, flow: Flow, parameters: dict[str, Any], options: dict[str, Any]) -> State:
        """Runs a flow and waits for its end.

        Args:
            options: those of `Flow.run` that were given, among `run_on_schedule`, `executor`
                ("pool" or "local"), `context`, `task_states`, `state`, `run_name` and
                `task_runner_state_handlers`.
        Returns:
            the final state, whose result maps each task to its state.
        """

    def log(self, level: int, logger: str, message: str) -> None:
        """A record of a logger; `level` as in `logging`."""

    def warn(self, message: str) -> None:
        """Something to tell the author, shown under the cell."""

    def now(self) -> float:
        """Milliseconds since the epoch, as the run sees them: waits may have been skipped."""

    def is_calling(self) -> bool:
        """Whether a task or a handler runs, not a cell."""

    def next_ticks(self, schedule: dict[str, Any], n: int, after: float) -> list[dict[str, Any]]:
        """The next events of a schedule (its data), strictly after a moment (ms).

        Returns:
            for each `at` (ms), `zone` (IANA name), `parameterDefaults` and `labels`.
        Raises:
            ValueError: for data that is no schedule.
        """


_host: Host | None = None
_cell = "cell"
_flows_in_cell = 0
_flows_in_calls = 0
_flows: dict[str, Flow] = {}


def set_host(host: Host | None) -> None:
    """Set once, before any user code runs."""
    global _host
    _host = host


def host() -> Host | None:
    """The host; None in a bare unit test, where building works and running does not."""
    return _host


def enter_cell(cell: str) -> None:
    """From now on flows are named `<cell>:<n>`, n counting from 0."""
    global _cell, _flows_in_cell
    _cell = cell
    _flows_in_cell = 0


def next_flow_id() -> str:
    """A fresh flow id.

    Deterministic: the same cell evaluated again gives the same ids, whatever flows its tasks made
    meanwhile.
    """
    global _flows_in_cell, _flows_in_calls
    if _host is not None and _host.is_calling():
        _flows_in_calls += 1
        return f"{_cell}:call{_flows_in_calls - 1}"
    _flows_in_cell += 1
    return f"{_cell}:{_flows_in_cell - 1}"


def register_flow(flow: Flow, flow_id: str) -> None:
    """A cell evaluated again makes its flows again, and they take the place of the old ones."""
    _flows[flow_id] = flow


def flow_by_id(flow_id: str) -> Flow | None:
    """The flow of this id, if one was made."""
    return _flows.get(flow_id)


def all_flows() -> list[Flow]:
    """All flows made in this realm, in the order of their making."""
    return list(_flows.values())


def forget_flows() -> None:
    """As if no flow had been made."""
    _flows.clear()
