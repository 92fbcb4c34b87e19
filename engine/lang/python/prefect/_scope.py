"""What stands around the code that builds a graph just now: the open flow, tags and blocks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from prefect.core.flow import Flow
    from prefect.core.task import Task


class Block(Protocol):
    """A block that gathers the tasks added inside it: `case`, a resource."""

    def add_task(self, task: Task, flow: Flow) -> None:
        """Takes a task in."""


@dataclass(frozen=True)
class BuildScope:
    """One moment's surroundings."""

    flow: Flow | None = None
    tags: frozenset[str] = frozenset()
    case: Block | None = None
    resource: Block | None = None
    #: Inside `apply_map`, where nothing may be mapped once more.
    mapped: bool = False
    #: Tasks made since the flow was opened that nobody has added to a flow yet, by id.
    unused: dict[int, Task] | None = None


_scope = BuildScope()


def scope() -> BuildScope:
    """What stands around the code that runs now."""
    return _scope


@contextmanager
def within(**changes: Any) -> Iterator[None]:
    """A block with these things changed; afterwards all is as before."""
    global _scope
    before = _scope
    _scope = replace(before, **changes)
    try:
        yield
    finally:
        _scope = before


def leave_all() -> None:
    """Outside of everything again, as when a worker starts."""
    global _scope
    _scope = BuildScope()
