"""States as user code sees them, and states as they travel."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flowbook.values import Inputs, report_value
from prefect._moments import from_millis
from prefect.engine import state as states
from prefect.engine.signals import ENDRUN, PrefectStateSignal

_MAX_MESSAGE = 20_000
_NOT_GIVEN = object()


def class_of(name: str) -> type[states.State]:
    """The state class of this name."""
    found = getattr(states, name, None)
    if isinstance(found, type) and issubclass(found, states.State):
        return found
    raise ValueError(f"There is no state {name!r}.")


def live_state(
    wire: dict[str, Any], result: Any = _NOT_GIVEN, inputs: Inputs | None = None
) -> states.State:
    """A state with its value in place.

    Args:
        result: instead of the value that came along.
    """
    inputs = inputs or Inputs([])
    given: dict[str, Any] = {"message": wire.get("message")}
    value = wire.get("value")
    if result is not _NOT_GIVEN:
        given["result"] = result
    elif value is not None and value["from"] != "none":
        given["result"] = inputs.live(value)
    if "startTime" in wire:
        given["start_time"] = to_datetime(wire["startTime"])
    if "runCount" in wire:
        given["run_count"] = wire["runCount"]
    if "loopCount" in wire:
        given["loop_count"] = wire["loopCount"]
    if "cachedUntil" in wire:
        given["cached_result_expiration"] = to_datetime(wire["cachedUntil"])
    if "mapCount" in wire:
        given["n_map_states"] = wire["mapCount"]
    if "children" in wire:
        given["map_states"] = [live_state(child, inputs=inputs) for child in wire["children"]]
    kind = class_of(wire["type"])
    try:
        return kind(**given)
    except TypeError:
        # A class further up takes fewer facts than came: those it takes are enough for it.
        known = {name: given[name] for name in ("message", "result") if name in given}
        return kind(**known)


def report_state(state: states.State) -> dict[str, Any]:
    """A state and its value apart.

    Raises:
        UnsendableError: if the value cannot leave.
    """
    value = report_value(state.result) if state._has_result() else None
    return {"state": bare_state(state), "value": value}


def bare_state(state: states.State) -> dict[str, Any]:
    """A state without its value."""
    message = None if state.message is None else str(state.message)[:_MAX_MESSAGE]
    bare: dict[str, Any] = {"type": type(state).__name__, "message": message}
    if isinstance(state, (states.Scheduled, states.Queued)):
        bare["startTime"] = to_millis(state.start_time)
    if isinstance(state, states.Retrying):
        bare["runCount"] = state.run_count
    if isinstance(state, states.Looped):
        bare["loopCount"] = state.loop_count
    if isinstance(state, states.Mapped):
        bare["mapCount"] = state.n_map_states
    if isinstance(state, states.Cached):
        bare["cachedUntil"] = to_millis(state.cached_result_expiration)
    return bare


def report_signal(signal: PrefectStateSignal | ENDRUN) -> dict[str, Any]:
    """What a signal says of the state it stands for, in the form of an outcome."""
    state = signal.state
    reported: dict[str, Any] = {
        "type": "signalled",
        "state": type(state).__name__,
        "message": None if state.message is None else str(state.message)[:_MAX_MESSAGE],
        "value": report_value(state.result),
        "repr": repr(signal)[:20_000],
    }
    start = getattr(state, "start_time", None)
    if start is not None:
        reported["startTime"] = to_millis(start)
    return reported


def to_datetime(at: float | None) -> datetime | None:
    """A moment of the wire (ms since the epoch) as Prefect has it: aware, in UTC."""
    return None if at is None else from_millis(at)


def to_millis(at: datetime | None) -> float | None:
    """The other way; a naive datetime is taken as UTC."""
    if at is None:
        return None
    aware = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return round(aware.timestamp() * 1000, 3)
