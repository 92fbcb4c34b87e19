"""The tasks, edges and constants of a flow, how they come into it, and questions about its shape."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from prefect import _notes
from prefect._scope import scope
from prefect.core import _checks
from prefect.core._slugs import SlugBook
from prefect.core.edge import Edge
from prefect.core.task import Task


class TaskGraph:
    """The part of a flow that is its graph."""

    def __init__(self, name: str) -> None:
        """Raises:
        ValueError: without a name.
        """
        if not name:
            raise ValueError("A name must be provided for the flow.")
        self.name = name
        #: In the order they were added; the values say nothing.
        self._tasks: dict[Task, None] = {}
        self._edges: dict[Edge, None] = {}
        self._to: dict[Task, dict[Edge, None]] = {}
        self._from: dict[Task, dict[Edge, None]] = {}
        self._book = SlugBook()
        self._references: dict[Task, None] = {}
        self._places: dict[Task, dict[str, object]] = {}
        self._warnings: dict[str, None] = {}
        #: Values kept off the graph: by task, by argument.
        self.constants: dict[Task, dict[str, Any]] = {}

    @property
    def tasks(self) -> set[Task]:
        """All tasks of the flow."""
        return _Ordered(self._tasks)

    @property
    def edges(self) -> set[Edge]:
        """All edges of the flow; equal ones are in it once."""
        return _Ordered(self._edges)

    @property
    def slugs(self) -> dict[Task, str]:
        """Each task's stable name in this flow."""
        return self._book.slugs

    def note_warning(self, message: str) -> None:
        """Keeps a warning, to be shown beside the graph."""
        self._warnings[message] = None

    def add_task(self, task: Task) -> Task:
        """Add a task to the flow if the task does not already exist.

        Raises:
            TypeError: if it is no task.
            ValueError: if its slug is taken.
        """
        if not isinstance(task, Task):
            raise TypeError(f"Tasks must be Task instances (received {type(task)})")
        if task in self._tasks:
            return task
        self._book.assign(task)
        self._tasks[task] = None
        place = _notes.place_of_call()
        if place is not None:
            self._places[task] = place
        if task._kind not in ("parameter", "constant"):
            for block in (scope().case, scope().resource):
                if block is not None:
                    block.add_task(task, self)  # type: ignore[arg-type]
        self._changed()
        return task

    def add_edge(
        self,
        upstream_task: Any,
        downstream_task: Any,
        key: str | None = None,
        mapped: bool = False,
        flattened: bool = False,
        validate: bool | None = None,
    ) -> Edge:
        """Add an edge in the flow between two tasks, adding them first if need be."""
        from prefect.utilities.edges import unwrap
        from prefect.utilities.tasks import as_task

        validate = _eager() if validate is None else validate
        value, wish, is_flat = unwrap(upstream_task)
        mapped = mapped if wish is None else wish
        flattened = flattened or is_flat
        downstream = as_task(downstream_task, flow=self)
        _checks.check_downstream(downstream, mapped)
        upstream = as_task(value, flow=self)
        edge = Edge(upstream, downstream, key=key, mapped=mapped, flattened=flattened)
        (_checks.check_key if validate else _checks.warn_of_key)(self, edge)  # type: ignore[arg-type]
        is_argument = key is not None and not mapped and not flattened
        if is_argument and upstream._kind == "constant" and not self._stays(upstream):
            self.add_task(downstream)
            self.constants.setdefault(downstream, {})[str(key)] = upstream.value  # type: ignore[attr-defined]
            self._changed()
            return edge
        _checks.warn_of_uncalled(self, edge)  # type: ignore[arg-type]
        self.add_task(upstream)
        self.add_task(downstream)
        if edge not in self._edges:
            self._edges[edge] = None
            self._to.setdefault(downstream, {})[edge] = None
            self._from.setdefault(upstream, {})[edge] = None
        if validate:
            self.validate()
        self._changed()
        return edge

    def chain(self, *tasks: Any, validate: bool | None = None) -> list[Edge]:
        """Adds a sequence of dependent tasks to the flow."""
        return [
            self.add_edge(first, second, validate=validate)
            for first, second in itertools.pairwise(tasks)
        ]

    def set_dependencies(
        self,
        task: object,
        upstream_tasks: Iterable[object] | None = None,
        downstream_tasks: Iterable[object] | None = None,
        keyword_tasks: dict[str, object] | None = None,
        mapped: bool = False,
        validate: bool | None = None,
    ) -> None:
        """Convenience function for adding task dependencies."""
        from prefect.utilities.tasks import as_task

        own = self.add_task(as_task(task, flow=self))
        for each in upstream_tasks or []:
            self.add_edge(each, own, mapped=mapped, validate=validate)
        for each in downstream_tasks or []:
            self.add_edge(own, each, validate=validate)
        for key, each in (keyword_tasks or {}).items():
            self.add_edge(each, own, key=key, mapped=mapped, validate=validate)

    def edges_to(self, task: Task) -> set[Edge]:
        """Get all of the edges leading to a task (i.e., the upstream edges)."""
        self._check_member(task)
        return _Ordered(self._to.get(task, {}))

    def edges_from(self, task: Task) -> set[Edge]:
        """Get all of the edges leading from a task (i.e., the downstream edges)."""
        self._check_member(task)
        return _Ordered(self._from.get(task, {}))

    def all_upstream_edges(self) -> dict[Task, set[Edge]]:
        """Returns a dictionary relating each task in the Flow to its upstream edges."""
        return {task: self.edges_to(task) for task in self._tasks}

    def all_downstream_edges(self) -> dict[Task, set[Edge]]:
        """Returns a dictionary relating each task in the Flow to its downstream edges."""
        return {task: self.edges_from(task) for task in self._tasks}

    def upstream_tasks(self, task: Task) -> set[Task]:
        """Get the tasks upstream of a task, i.e., those it depends on directly."""
        return _Ordered(dict.fromkeys(edge.upstream_task for edge in self.edges_to(task)))

    def downstream_tasks(self, task: Task) -> set[Task]:
        """Get the tasks downstream of a task, i.e., those that depend on it directly."""
        return _Ordered(dict.fromkeys(edge.downstream_task for edge in self.edges_from(task)))

    def root_tasks(self) -> set[Task]:
        """Get the tasks in the flow that have no upstream dependencies."""
        return _Ordered({task: None for task in self._tasks if not self._to.get(task)})

    def terminal_tasks(self) -> set[Task]:
        """Get the tasks in the flow that have no downstream dependencies."""
        return _Ordered({task: None for task in self._tasks if not self._from.get(task)})

    def reference_tasks(self) -> set[Task]:
        """The tasks that decide the flow's final state: those set, else the terminal ones."""
        if self._references:
            return _Ordered(self._references)
        return _Ordered({task: None for task in self._tasks if self._decides(task)})

    def _decides(self, task: Task) -> bool:
        if task._kind in ("resourceInit", "resourceCleanup"):
            return False
        after = self._from.get(task, {})
        return all(edge.downstream_task._kind == "resourceCleanup" for edge in after)

    def set_reference_tasks(self, tasks: Iterable[Task]) -> None:
        """Sets the reference tasks; none: the terminal ones again.

        Raises:
            ValueError: for a task of another flow.
        """
        references = dict.fromkeys(tasks)
        if any(task not in self._tasks for task in references):
            raise ValueError("reference tasks must be part of the flow.")
        self._references = references
        self._changed()

    def sorted_tasks(self, root_tasks: Iterable[Task] | None = None) -> tuple[Task, ...]:
        """Get the tasks in this flow in a sorted manner: each after all it depends on.

        Raises:
            ValueError: if there is a cycle.
        """
        wanted = self._tasks if root_tasks is None else self._reach(root_tasks)
        tasks = [task for task in self._tasks if task in wanted]
        waiting = {
            task: sum(each in wanted for each in self.upstream_tasks(task)) for task in tasks
        }
        ordered = [task for task in tasks if waiting[task] == 0]
        for task in ordered:
            for after in self.downstream_tasks(task):
                waiting[after] -= 1
                if waiting[after] == 0:
                    ordered.append(after)
        if len(ordered) < len(tasks):
            stuck = [f'"{task.name}"' for task in tasks if waiting[task] > 0]
            raise ValueError(
                f"Cycle found; flows must be acyclic! These depend on each other: {', '.join(stuck)}."
            )
        return tuple(ordered)

    def _reach(self, roots: Iterable[Task]) -> dict[Task, None]:
        reached = dict.fromkeys(roots)
        pending = list(reached)
        while pending:
            for after in self.downstream_tasks(pending.pop()):
                if after not in reached:
                    reached[after] = None
                    pending.append(after)
        return reached

    def validate(self) -> None:
        """Checks that the graph can be run.

        Raises:
            ValueError: for a cycle, or an edge or reference to a task that is not in the flow.
        """
        for edge in self._edges:
            if edge.upstream_task not in self._tasks or edge.downstream_task not in self._tasks:
                raise ValueError(f"Some edges refer to tasks not contained in this flow: {edge!r}.")
        self.sorted_tasks()
        if any(task not in self._tasks for task in self._references):
            raise ValueError("Some reference tasks are not contained in this flow.")

    def _remove(self, task: Task) -> list[Edge]:
        """Takes a task out, with its edges and constants. Gives back the edges."""
        edges = [*self.edges_to(task), *self.edges_from(task)]
        for edge in edges:
            self._edges.pop(edge, None)
            self._to.get(edge.downstream_task, {}).pop(edge, None)
            self._from.get(edge.upstream_task, {}).pop(edge, None)
        for known in (self._tasks, self.constants, self._places, self._references):
            known.pop(task, None)  # type: ignore[attr-defined]
        self._book.release(task)
        return edges

    def _check_member(self, task: Task) -> None:
        if not isinstance(task, Task) or task not in self._tasks:
            raise ValueError(f"Task {task!r} was not found in Flow {self!r}")

    def __iter__(self) -> Iterator[Task]:
        yield from self.sorted_tasks()

    def _stays(self, constant: Task) -> bool:
        """Whether a constant is to be a task of the flow even where it is only an argument."""
        return False

    def _changed(self) -> None:
        """Called when the graph is not what it was."""


class _Ordered(set):  # type: ignore[type-arg]
    """A set that is read in the order its members came: a run must not depend on their hashes."""

    def __init__(self, members: dict[Any, None]) -> None:
        super().__init__(members)
        self._members = tuple(members)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._members)


def _eager() -> bool:
    from prefect.configuration import config

    return bool(config.flows.eager_edge_validation)
