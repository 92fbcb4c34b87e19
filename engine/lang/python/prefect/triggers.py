"""Triggers: what the states of the upstream tasks must be for a task to run.

The engine decides the ones here by itself; a function of one's own is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prefect.core.edge import Edge
    from prefect.engine.state import State

Upstream = "dict[Edge, State]"


def _states(upstream_states: dict[Edge, State]) -> set[State]:
    """The states, those of children in place of a mapped one's."""
    states: set[State] = set()
    for edge, state in upstream_states.items():
        states.update(state.map_states if state.is_mapped() and not edge.mapped else [state])  # type: ignore[attr-defined]
    return states


def _fail(message: str, upstream_states: dict[Edge, State]) -> Any:
    from prefect.engine import signals

    return signals.TRIGGERFAIL(f"Trigger was {message}.")


def all_successful(upstream_states: dict[Edge, State]) -> bool:
    """Runs if all upstream tasks were successful. `Skipped` tasks are considered successes."""
    if not all(state.is_successful() for state in _states(upstream_states)):
        raise _fail('"all_successful" but some of the upstream tasks failed', upstream_states)
    return True


def all_failed(upstream_states: dict[Edge, State]) -> bool:
    """Runs if all upstream tasks failed."""
    if not all(state.is_failed() for state in _states(upstream_states)):
        raise _fail('"all_failed" but some of the upstream tasks succeeded', upstream_states)
    return True


def any_successful(upstream_states: dict[Edge, State]) -> bool:
    """Runs if any upstream tasks were successful."""
    states = _states(upstream_states)
    if states and not any(state.is_successful() for state in states):
        raise _fail('"any_successful" but none of the upstream tasks succeeded', upstream_states)
    return True


def any_failed(upstream_states: dict[Edge, State]) -> bool:
    """Runs if any upstream tasks failed."""
    states = _states(upstream_states)
    if states and not any(state.is_failed() for state in states):
        raise _fail('"any_failed" but none of the upstream tasks failed', upstream_states)
    return True


def all_finished(upstream_states: dict[Edge, State]) -> bool:
    """Runs no matter what the upstream states are, as long as all are finished."""
    if not all(state.is_finished() for state in _states(upstream_states)):
        raise _fail(
            '"all_finished" but some of the upstream tasks were not finished', upstream_states
        )
    return True


always_run = all_finished


def not_all_skipped(upstream_states: dict[Edge, State]) -> bool:
    """Runs if all upstream tasks were successful and were not all skipped."""
    from prefect.engine import signals

    states = _states(upstream_states)
    if all(state.is_skipped() for state in states):
        raise signals.SKIP("All upstreams were skipped", result=None)
    if not all(state.is_successful() for state in states):
        raise _fail('"not_all_skipped" but some of the upstream tasks failed', upstream_states)
    return True


def manual_only(upstream_states: dict[Edge, State]) -> bool:
    """Never runs automatically: waits for somebody's approval."""
    import prefect
    from prefect.engine import signals

    if prefect.context.get("resume"):
        return True
    raise signals.PAUSE('Trigger function is "manual_only"')


class _Some:
    """`some_failed(...)` or `some_successful(...)`, with its bounds."""

    def __init__(self, name: str, at_least: float | None, at_most: float | None) -> None:
        for bound, value in (("at_least", at_least), ("at_most", at_most)):
            if value is not None and not (isinstance(value, (int, float)) and value >= 0):
                raise ValueError(f"{name}: {bound} must be a number from 0 on, not {value!r}.")
        self.__name__ = name
        self.at_least = at_least
        self.at_most = at_most

    def __call__(self, upstream_states: dict[Edge, State]) -> bool:
        states = _states(upstream_states)
        if not states:
            return True
        is_failed = self.__name__ == "some_failed"
        count = sum(state.is_failed() if is_failed else state.is_successful() for state in states)
        least = _bound(self.at_least, len(states), 0)
        most = _bound(self.at_most, len(states), len(states))
        if least <= count <= most:
            return True
        raise _fail(f'"{self.__name__}" but {count} of {len(states)} were so', upstream_states)


def _bound(given: float | None, total: int, otherwise: float) -> float:
    """Below 1 a bound is a share of the upstream tasks, from 1 on it is a number of them."""
    if given is None:
        return otherwise
    return total * given if given < 1 else given


def some_failed(at_least: float | None = None, at_most: float | None = None) -> Callable[..., bool]:
    """Runs if some amount of upstream tasks failed, as an absolute number or a share of them."""
    return _Some("some_failed", at_least, at_most)


def some_successful(
    at_least: float | None = None, at_most: float | None = None
) -> Callable[..., bool]:
    """Runs if some amount of upstream tasks succeeded, as an absolute number or a share of them."""
    return _Some("some_successful", at_least, at_most)


def resource_cleanup_trigger(upstream_states: dict[Edge, State]) -> bool:
    """Runs if the resource's setup succeeded, whatever became of the tasks between."""
    from prefect.engine import signals

    for edge, state in upstream_states.items():
        if edge.key == "mgr" and (not state.is_successful() or state.is_skipped()):
            raise signals.SKIP("Resource manager init failed or was skipped", result=None)
        if edge.key == "resource" and (not state.is_successful() or state.is_skipped()):
            raise signals.SKIP("Resource manager setup failed or was skipped", result=None)
    return True


_NAMES = {
    all_successful: "allSuccessful",
    all_failed: "allFailed",
    any_successful: "anySuccessful",
    any_failed: "anyFailed",
    all_finished: "allFinished",
    not_all_skipped: "notAllSkipped",
    manual_only: "manualOnly",
    resource_cleanup_trigger: "resourceCleanup",
}


def to_trigger(trigger: Any) -> dict[str, Any]:
    """The trigger as the engine's data.

    Raises:
        TypeError: for what is no trigger.
    """
    if isinstance(trigger, _Some):
        data: dict[str, Any] = {"name": _camel(trigger.__name__)}
        if trigger.at_least is not None:
            data["atLeast"] = trigger.at_least
        if trigger.at_most is not None:
            data["atMost"] = trigger.at_most
        return data
    if trigger in (some_failed, some_successful):
        raise TypeError(f"{trigger.__name__} is called: trigger={trigger.__name__}(at_least=1).")
    if not callable(trigger):
        raise TypeError(
            "trigger must be one of prefect.triggers, or a function of the upstream states."
        )
    known = _NAMES.get(trigger) if hasattr(trigger, "__hash__") else None
    if known is not None:
        return {"name": known}
    label = getattr(trigger, "__name__", type(trigger).__name__)
    return {"name": "custom", "label": label}


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(each.capitalize() for each in others)
