"""Prefect's state classes, one for each state and each deriving from the one it belongs to."""

from __future__ import annotations

import datetime
from typing import Any

#: Prefect's NoResult: nothing was ever given, which reads as None.
_NOTHING = object()


class State:
    """Base state class implementing the basic helper methods for checking state."""

    color = "#696969"

    def __init__(
        self,
        message: str | None = None,
        result: Any = _NOTHING,
        context: dict[str, Any] | None = None,
        cached_inputs: dict[str, Any] | None = None,
    ) -> None:
        import prefect

        self.message = message
        self._result = result
        self.context: dict[str, Any] = dict(context or {})
        self.cached_inputs = cached_inputs or {}
        if "task_tags" in prefect.context:
            self.context["tags"] = list(prefect.context.get("task_tags") or ())

    @property
    def result(self) -> Any:
        """The value; None where none was ever given."""
        return None if self._result is _NOTHING else self._result

    @result.setter
    def result(self, value: Any) -> None:
        self._result = value

    def _has_result(self) -> bool:
        return self._result is not _NOTHING

    def __repr__(self) -> str:
        name = type(self).__name__
        return f"<{name}>" if self.message is None else f'<{name}: "{self.message}">'

    def __eq__(self, other: object) -> bool:
        """Of exactly the same class, with equal fields; messages and contexts may differ."""
        if type(self) is not type(other):
            return False
        return self._comparable() == other._comparable()  # type: ignore[attr-defined]

    def _comparable(self) -> dict[str, Any]:
        fields = {**vars(self), "_result": self.result}
        return {name: value for name, value in fields.items() if name not in ("message", "context")}

    def __hash__(self) -> int:
        return id(self)

    def __getstate__(self) -> dict[str, Any]:
        fields = dict(vars(self))
        if not self._has_result():
            del fields["_result"]
        return fields

    def __setstate__(self, fields: dict[str, Any]) -> None:
        self.__dict__.update({"_result": _NOTHING, **fields})

    @classmethod
    def children(
        cls, include_self: bool = False, names_only: bool = False
    ) -> list[type[State]] | list[str]:
        """The state classes derived from this one, near and far."""
        return cls._named(
            [each for each in _classes() if issubclass(each, cls)], include_self, names_only
        )

    @classmethod
    def parents(
        cls, include_self: bool = False, names_only: bool = False
    ) -> list[type[State]] | list[str]:
        """The state classes this one derives from."""
        return cls._named(
            [each for each in _classes() if issubclass(cls, each)], include_self, names_only
        )

    @classmethod
    def _named(cls, found: list[Any], include_self: bool, names_only: bool) -> Any:
        wanted = [each for each in found if include_self or each is not cls]
        return [each.__name__ for each in wanted] if names_only else wanted

    def is_pending(self) -> bool:
        """Checks if the state is currently in a pending state."""
        return isinstance(self, Pending)

    def is_queued(self) -> bool:
        """Checks if the state is currently in a queued state."""
        return isinstance(self, Queued)

    def is_retrying(self) -> bool:
        """Checks if the state is currently in a retrying state."""
        return isinstance(self, Retrying)

    def is_running(self) -> bool:
        """Checks if the state is currently in a running state."""
        return isinstance(self, Running)

    def is_finished(self) -> bool:
        """Checks if the state is currently in a finished state."""
        return isinstance(self, Finished)

    def is_looped(self) -> bool:
        """Checks if the state is currently in a looped state."""
        return isinstance(self, Looped)

    def is_skipped(self) -> bool:
        """Checks if the state is currently in a skipped state."""
        return isinstance(self, Skipped)

    def is_scheduled(self) -> bool:
        """Checks if the state is currently in a scheduled state, which includes retrying."""
        return isinstance(self, (Scheduled, Queued))

    def is_submitted(self) -> bool:
        """Checks if the state is currently in a submitted state."""
        return isinstance(self, Submitted)

    def is_successful(self) -> bool:
        """Checks if the state is currently in a successful state."""
        return isinstance(self, Success)

    def is_failed(self) -> bool:
        """Checks if the state is currently in a failed state."""
        return isinstance(self, Failed)

    def is_mapped(self) -> bool:
        """Checks if the state is currently in a mapped state."""
        return isinstance(self, Mapped)

    def is_cached(self) -> bool:
        """Checks if the state is currently in a cached state."""
        return isinstance(self, Cached)

    def is_meta_state(self) -> bool:
        """Checks if the state is a meta state that wraps another state."""
        return isinstance(self, _MetaState)

    def serialize(self) -> dict[str, Any]:
        """The state as a dictionary: its class and its fields."""
        fields = {name: value for name, value in vars(self).items() if name != "_result"}
        if self._has_result():
            fields["_result"] = self._result
        return {"type": type(self).__name__, **fields}

    @staticmethod
    def deserialize(json_blob: dict[str, Any]) -> State:
        """The state that `serialize` wrote down.

        Raises:
            ValueError: if there is no class of its type.
        """
        fields = dict(json_blob)
        name = fields.pop("type", None)
        for each in _classes():
            if each.__name__ == name:
                state = each()
                state.__dict__.update(fields)
                return state
        raise ValueError(f"There is no state class {name!r}.")


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
            _now() if start_time is None else _aware(start_time)
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
        self.start_time = _now() if start_time is None else _aware(start_time)


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
            None if cached_result_expiration is None else _aware(cached_result_expiration)
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


def _classes() -> list[type[State]]:
    return [
        each for each in globals().values() if isinstance(each, type) and issubclass(each, State)
    ]


def _from_context(name: str) -> Any:
    import prefect

    return prefect.context.get(name)


def _now() -> datetime.datetime:
    from prefect import _realm

    host = _realm.host()
    if host is None:
        return datetime.datetime.now(datetime.UTC)
    return datetime.datetime.fromtimestamp(host.now() / 1000, datetime.UTC)


def _aware(moment: datetime.datetime) -> datetime.datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=datetime.UTC)
