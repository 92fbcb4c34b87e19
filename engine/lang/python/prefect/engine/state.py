"""Prefect's state classes, one for each state and each deriving from the one it belongs to."""

from __future__ import annotations

import datetime
from typing import Any

from prefect import _moments
from prefect.engine._state import _NOTHING, State


class Pending(State):
    """Base Pending state; default state for new tasks."""

    color = "#7ebdff"


class Scheduled(Pending):
    """Pending state indicating the object has been scheduled to run."""

    color = "#ffab00"

    def __init__(
        self,
        message: str | None = None,
        result: Any = _NOTHING,
        start_time: datetime.datetime | None = None,
        context: dict[str, Any] | None = None,
        cached_inputs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message, result, context, cached_inputs)
        self.start_time: datetime.datetime | None = (
            _moments.now() if start_time is None else _moments.to_datetime(start_time)
        )


class _MetaState(State):
    """A state that says something about another one."""

    color = "#696969"

    def __init__(
        self,
        message: str | None = None,
        result: Any = _NOTHING,
        state: State | None = None,
        context: dict[str, Any] | None = None,
        cached_inputs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message, result, context, cached_inputs)
        self.state = state.state if isinstance(state, _MetaState) else state


class ClientFailed(_MetaState):
    """The `ClientFailed` state is used to indicate that the Prefect Client failed to set a state."""

    color = "#eb0000"


class Paused(Scheduled):
    """Paused state for tasks which require manual execution."""

    color = "#99a8e8"

    def __init__(
        self,
        message: str | None = None,
        result: Any = _NOTHING,
        start_time: datetime.datetime | None = None,
        context: dict[str, Any] | None = None,
        cached_inputs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message, result, start_time, context, cached_inputs)
        if start_time is None:
            self.start_time = None


class Submitted(_MetaState):
    """The `Submitted` state is used to indicate that another state, usually a `Scheduled` one, was handled."""

    color = "#ffdf5d"


class Queued(_MetaState):
    """The `Queued` state is used to indicate that another state could not transition to a running state."""

    color = "#ffea7f"

    def __init__(
        self,
        message: str | None = None,
        result: Any = _NOTHING,
        state: State | None = None,
        start_time: datetime.datetime | None = None,
        context: dict[str, Any] | None = None,
        cached_inputs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message, result, state, context, cached_inputs)
        self.start_time = _moments.now() if start_time is None else _moments.to_datetime(start_time)


class Resume(Scheduled):
    """Resume state indicating the object can resume execution (presumably from a `Paused` state)."""

    color = "#f58c0c"


class Retrying(Scheduled):
    """Pending state indicating the object has been scheduled to be retried."""

    color = "#f66a0a"

    def __init__(
        self,
        message: str | None = None,
        result: Any = _NOTHING,
        start_time: datetime.datetime | None = None,
        context: dict[str, Any] | None = None,
        cached_inputs: dict[str, Any] | None = None,
        run_count: int | None = None,
    ) -> None:
        super().__init__(message, result, start_time, context, cached_inputs)
        self.run_count: int = run_count or _from_context("task_run_count") or 1


class Running(State):
    """Base running state. Indicates that a task is currently running."""

    color = "#3d67ff"


class Cancelling(Running):
    """State indicating that a previously running flow run is in the process of cancelling."""

    color = "#E8E8E8"


class Finished(State):
    """Base finished state. Indicates when a class has reached some form of completion."""

    color = "#003ccb"


class Looped(Finished):
    """Finished state indicating one successful run of a looped task."""

    color = "#003ccb"

    def __init__(
        self,
        message: str | None = None,
        result: Any = _NOTHING,
        loop_count: int | None = None,
        context: dict[str, Any] | None = None,
        cached_inputs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message, result, context, cached_inputs)
        self.loop_count: int = loop_count or _from_context("task_loop_count") or 1


class Success(Finished):
    """Finished state indicating success."""

    color = "#28a745"


class Cached(Success):
    """Cached, which represents a Task whose outputs have been cached."""

    color = "#34d058"

    def __init__(
        self,
        message: str | None = None,
        result: Any = _NOTHING,
        hashed_inputs: dict[str, str] | None = None,
        cached_parameters: dict[str, Any] | None = None,
        cached_result_expiration: datetime.datetime | None = None,
        context: dict[str, Any] | None = None,
        cached_inputs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message, result, context, cached_inputs)
        self.hashed_inputs = hashed_inputs
        self.cached_parameters = cached_parameters
        self.cached_result_expiration = (
            None
            if cached_result_expiration is None
            else _moments.to_datetime(cached_result_expiration)
        )


class Mapped(Success):
    """State indicated this task was mapped over, and all mapped tasks were _submitted_ successfully."""

    color = "#003ccb"

    def __init__(
        self,
        message: str | None = None,
        result: Any = _NOTHING,
        map_states: list[State] | None = None,
        context: dict[str, Any] | None = None,
        cached_inputs: dict[str, Any] | None = None,
        n_map_states: int | None = None,
    ) -> None:
        super().__init__(message, result, context, cached_inputs)
        self.map_states = map_states or []
        self._n_map_states = n_map_states

    @property
    def n_map_states(self) -> int:
        """How many children there are, also where their states are not at hand."""
        return len(self.map_states) if self._n_map_states is None else self._n_map_states

    @n_map_states.setter
    def n_map_states(self, count: int) -> None:
        self._n_map_states = count


class Skipped(Success):
    """Finished state indicating success on account of being skipped."""

    color = "#62757f"


class Failed(Finished):
    """Finished state indicating failure."""

    color = "#eb0000"


class TimedOut(Failed):
    """Finished state indicating failure due to execution timeout."""

    color = "#ff4e33"


class TriggerFailed(Failed):
    """Finished state indicating failure due to trigger."""

    color = "#ff5131"


class ValidationFailed(Failed):
    """Finished stated indicating failure due to failed result validation."""

    color = "#ff5131"


class Cancelled(Finished):
    """Finished state indicating that a user cancelled the flow run manually, neither failed nor successful."""

    color = "#bdbdbd"


def _from_context(name: str) -> Any:
    import prefect

    return prefect.context.get(name)
