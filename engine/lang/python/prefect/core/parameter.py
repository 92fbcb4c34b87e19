"""Values that are given to a flow when it is run."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from prefect._moments import to_datetime
from prefect.core.task import Task

if TYPE_CHECKING:
    from prefect.core.flow import Flow

#: Prefect's mark for "no default given".
no_default = type("no_default", (), {"__repr__": lambda self: "<no default>"})()


class Parameter(Task):
    """A Parameter is a special task that defines a required flow input."""

    _kind = "parameter"

    def __init__(
        self,
        name: str,
        default: Any = no_default,
        required: bool | None = None,
        tags: Iterable[str] | None = None,
    ) -> None:
        """Args:
            default: the value where none is given to the run.
            required: whether a run must give a value; if not said, it must unless it has a default.
        Raises:
            ValueError: without a name.
        """
        if not isinstance(name, str) or not name:
            raise ValueError('A Parameter needs a name: Parameter("n", default=1).')
        super().__init__(name=name, slug=name, tags=tags)
        self._has_default = default is not no_default
        self.default = default if self._has_default else None
        self.required = not self._has_default if required is None else required

    def run(self) -> Any:
        """The value the run was given, else the default."""
        import prefect

        given = prefect.context.get("parameters") or {}
        if given.get(self.name) is None and self.required and self.name not in given:
            raise ValueError(f'Parameter "{self.name}" was required but not provided.')
        return given.get(self.name, self.default)

    def copy(self, name: str, **task_args: Any) -> Parameter:  # type: ignore[override]
        """Creates a copy of the Parameter with a new name."""
        return super().copy(name=name, slug=name, **task_args)  # type: ignore[return-value]

    def __call__(self, flow: Flow | None = None) -> Parameter:  # type: ignore[override]
        """Adds the Parameter to a flow; a call makes no copy."""
        self.bind(flow=flow)
        return self

    def __repr__(self) -> str:
        return f"<Parameter: {self.name}>"


class DateTimeParameter(Parameter):
    """A DateTimeParameter casts its value to a datetime."""

    def __init__(
        self,
        name: str,
        default: Any = None,
        required: bool = True,
        tags: Iterable[str] | None = None,
    ) -> None:
        """Prefect: required unless told otherwise, even with a default."""
        given = no_default if default is None and required else default
        super().__init__(name, default=given, required=required, tags=tags)
        if self.default is not None:
            self.default = to_datetime(self.default)

    def run(self) -> datetime.datetime | None:
        """The moment the run was given."""
        value = super().run()
        return None if value is None else to_datetime(value)
