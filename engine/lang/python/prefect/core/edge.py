"""A dependency between two tasks of a flow."""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prefect.core.task import Task


class Edge:
    """Connects an upstream task to a downstream task, with or without handing its value over."""

    def __init__(
        self,
        upstream_task: Task,
        downstream_task: Task,
        key: str | None = None,
        mapped: bool | None = False,
        flattened: bool | None = False,
    ) -> None:
        """Args:
            key: the argument that gets the upstream task's value; without one it orders only.
        Raises:
            ValueError: for an edge from a task to itself, or a key no argument can have.
        """
        if upstream_task is downstream_task:
            raise ValueError(
                "Edges can not be created upstream and downstream of the same task: "
                f"{upstream_task!r}."
            )
        if key is not None and (not str(key).isidentifier() or keyword.iskeyword(str(key))):
            raise ValueError(f'Downstream argument ("{key}") must be a valid identifier')
        self.upstream_task = upstream_task
        self.downstream_task = downstream_task
        self.key = key
        self.mapped = bool(mapped)
        self.flattened = bool(flattened)

    @property
    def tasks(self) -> set[Task]:
        """Both ends."""
        return {self.upstream_task, self.downstream_task}

    def _identity(self) -> tuple[Any, ...]:
        return (
            id(self.upstream_task),
            id(self.downstream_task),
            self.key,
            self.mapped,
            self.flattened,
        )

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._identity() == other._identity()  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash(self._identity())

    def __repr__(self) -> str:
        key = "" if self.key is None else f" (key={self.key!r})"
        return f"<Edge{key}: {self.upstream_task.name} to {self.downstream_task.name}>"

    def serialize(self) -> dict[str, Any]:
        """The edge as Prefect's JSON."""
        return {
            "upstream_task": {"slug": self.upstream_task.slug},
            "downstream_task": {"slug": self.downstream_task.slug},
            "key": self.key,
            "mapped": self.mapped,
            "flattened": self.flattened,
        }
