"""The state class that all of Prefect's states derive from."""

from __future__ import annotations

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

    def _is(self, name: str) -> bool:
        """Whether it is of the class of this name, or of one derived from it."""
        return any(each.__name__ == name for each in type(self).__mro__)

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
        wanted = [
            each
            for each in found
            if (include_self or each is not cls) and not each.__name__.startswith("_")
        ]
        return [each.__name__ for each in wanted] if names_only else wanted

    def is_pending(self) -> bool:
        """Checks if the state is currently in a pending state."""
        return self._is("Pending")

    def is_queued(self) -> bool:
        """Checks if the state is currently in a queued state."""
        return self._is("Queued")

    def is_retrying(self) -> bool:
        """Checks if the state is currently in a retrying state."""
        return self._is("Retrying")

    def is_running(self) -> bool:
        """Checks if the state is currently in a running state."""
        return self._is("Running")

    def is_finished(self) -> bool:
        """Checks if the state is currently in a finished state."""
        return self._is("Finished")

    def is_looped(self) -> bool:
        """Checks if the state is currently in a looped state."""
        return self._is("Looped")

    def is_skipped(self) -> bool:
        """Checks if the state is currently in a skipped state."""
        return self._is("Skipped")

    def is_scheduled(self) -> bool:
        """Checks if the state is currently in a scheduled state, which includes retrying."""
        return self._is("Scheduled") or self._is("Queued")

    def is_submitted(self) -> bool:
        """Checks if the state is currently in a submitted state."""
        return self._is("Submitted")

    def is_successful(self) -> bool:
        """Checks if the state is currently in a successful state."""
        return self._is("Success")

    def is_failed(self) -> bool:
        """Checks if the state is currently in a failed state."""
        return self._is("Failed")

    def is_mapped(self) -> bool:
        """Checks if the state is currently in a mapped state."""
        return self._is("Mapped")

    def is_cached(self) -> bool:
        """Checks if the state is currently in a cached state."""
        return self._is("Cached")

    def is_meta_state(self) -> bool:
        """Checks if the state is a meta state that wraps another state."""
        return self._is("_MetaState")

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


def _classes() -> list[type[State]]:
    from prefect.engine import state

    return [
        each for each in vars(state).values() if isinstance(each, type) and issubclass(each, State)
    ]
