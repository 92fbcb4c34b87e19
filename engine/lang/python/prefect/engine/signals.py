"""Prefect's signals: raised by a task (or a trigger, a handler), they give it the state they stand for."""

from __future__ import annotations

from typing import Any

from prefect.engine import state
from prefect.exceptions import PrefectSignal


class PrefectStateSignal(PrefectSignal):
    """Create or raise a signal which indicates a result state."""

    _state_cls: type[state.State] = state.State

    def __init__(self, message: str | None = None, *args: Any, **kwargs: Any) -> None:
        """Args:
        kwargs: go to the state, `result` and `start_time` among them.
        """
        super().__init__(*([] if message is None else [message]))
        self._given = kwargs
        # Prefect: a signal without a result of its own is its result.
        kwargs = {"result": self._own_result(), **kwargs}
        self.state: state.State = self._state_cls(message, *args, **kwargs)

    def _own_result(self) -> Any:
        return self

    def __reduce__(self) -> Any:
        return _again, (type(self), self.state.message, self._given)


def _again(kind: type[PrefectStateSignal], message: str | None, given: dict[str, Any]) -> Any:
    return kind(message, **given)


class ENDRUN(PrefectSignal):
    """An ENDRUN exception is used to indicate that _all_ state processing should stop."""

    def __init__(self, state: state.State) -> None:
        """Args:
        state: the state that the run ends in.
        """
        self.state = state
        super().__init__(state.message)


class FAIL(PrefectStateSignal):
    """Indicates that a task failed."""

    _state_cls = state.Failed


class LOOP(PrefectStateSignal):
    """Indicates that a task should loop with the provided result."""

    _state_cls = state.Looped

    def _own_result(self) -> Any:
        return repr(self)


class TRIGGERFAIL(FAIL):
    """Indicates that a task trigger failed."""

    _state_cls = state.TriggerFailed


class VALIDATIONFAIL(FAIL):
    """Indicates that a task's result validation failed."""

    _state_cls = state.ValidationFailed


class SUCCESS(PrefectStateSignal):
    """Indicates that a task succeeded."""

    _state_cls = state.Success


class RETRY(PrefectStateSignal):
    """Used to indicate that a task should be retried."""

    _state_cls = state.Retrying


class SKIP(PrefectStateSignal):
    """Indicates that a task was skipped."""

    _state_cls = state.Skipped


class PAUSE(PrefectStateSignal):
    """Indicates that a task should not run and wait for manual execution."""

    _state_cls = state.Paused


def signal_from_state(state: state.State) -> type[PrefectStateSignal]:
    """Given a state, return the corresponding signal.

    Raises:
        ValueError: if there is none.
    """
    for each in (FAIL, LOOP, TRIGGERFAIL, VALIDATIONFAIL, SUCCESS, RETRY, SKIP, PAUSE):
        if each._state_cls is type(state):
            return each
    raise ValueError(f"No signal matches this state: {state!r}")
