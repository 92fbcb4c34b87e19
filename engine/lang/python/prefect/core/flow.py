"""Prefect's Flow: tasks and the edges between them. Building one runs nothing."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from prefect import _realm
from prefect._scope import scope, within
from prefect.core import _checks, _options
from prefect.core._graph import TaskGraph
from prefect.core.edge import Edge
from prefect.core.parameter import Parameter
from prefect.core.task import Task

if TYPE_CHECKING:
    from prefect.engine.result import Result
    from prefect.engine.state import State


class Flow(TaskGraph):
    """The Flow class is used as the representation of a collection of dependent Tasks."""

    def __init__(
        self,
        name: str,
        schedule: Any = None,
        executor: Any = None,
        environment: Any = None,
        run_config: Any = None,
        storage: Any = None,
        tasks: Iterable[Task] | None = None,
        edges: Iterable[Edge] | None = None,
        reference_tasks: Iterable[Task] | None = None,
        state_handlers: list[Callable[..., Any]] | None = None,
        on_failure: Callable[..., Any] | None = None,
        validate: bool | None = None,
        result: Result | None = None,
        terminal_state_handler: Callable[..., Any] | None = None,
    ) -> None:
        """Raises:
        ValueError, TypeError: for options that cannot be.
        """
        super().__init__(name)
        self._schedule = _checked_schedule(schedule)
        self.executor = executor
        self.environment = environment
        self.run_config = run_config
        self.storage = storage
        self.result = result
        self.state_handlers = _options.to_handlers(state_handlers, on_failure)
        self.terminal_state_handler = terminal_state_handler
        self._id = self._make_id()
        self._opened: list[tuple[AbstractContextManager[None], dict[int, Task]]] = []
        for task in tasks or []:
            self.add_task(task)
        for edge in edges or []:
            self.add_edge(
                edge.upstream_task,
                edge.downstream_task,
                key=edge.key,
                mapped=edge.mapped,
                flattened=edge.flattened,
                validate=validate,
            )
        if reference_tasks:
            self.set_reference_tasks(reference_tasks)
        self._changed()

    @property
    def schedule(self) -> Any:
        """When the flow runs by itself; None: when it is told to."""
        return self._schedule

    @schedule.setter
    def schedule(self, schedule: Any) -> None:
        self._schedule = _checked_schedule(schedule)
        self._changed()

    def __enter__(self) -> Flow:
        unused: dict[int, Task] = {}
        block = within(flow=self, unused=unused)
        block.__enter__()
        self._opened.append((block, unused))
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        block, unused = self._opened.pop()
        block.__exit__(None, None, None)
        if kind is None:
            _checks.warn_of_unused(self, unused.values())

    def parameters(self) -> set[Parameter]:
        """Returns any parameters of the flow."""
        from prefect.core._graph import _Ordered

        return _Ordered({task: None for task in self._tasks if isinstance(task, Parameter)})

    def get_tasks(
        self,
        name: str | None = None,
        slug: str | None = None,
        tags: Iterable[str] | None = None,
        task_type: type[Task] | None = None,
    ) -> list[Task]:
        """Helper method for retrieving tasks from this flow based on certain attributes."""
        wanted = set(tags or ())
        return [
            task
            for task in self._tasks
            if (name is None or task.name == name)
            and (slug is None or self.slugs[task] == slug)
            and wanted <= task.tags
            and (task_type is None or isinstance(task, task_type))
        ]

    def update(
        self,
        flow: Flow,
        merge_parameters: bool = False,
        validate: bool | None = None,
        merge_reference_tasks: bool = False,
    ) -> None:
        """Take all tasks and edges in another flow and add it to this flow."""
        from prefect.core._update import update_flow

        update_flow(self, flow, merge_parameters, validate, merge_reference_tasks)

    def replace(self, old: Task, new: Any, validate: bool = True) -> None:
        """Performs an inplace replacement of the old task with the provided new task."""
        from prefect.core._update import replace_task

        replace_task(self, old, new, validate)

    def copy(self) -> Flow:
        """Create and returns a copy of the current Flow, with the same tasks."""
        from prefect.core._update import copy_flow

        return copy_flow(self)

    def run(
        self,
        parameters: dict[str, Any] | None = None,
        run_on_schedule: bool | None = None,
        runner_cls: Any = None,
        **kwargs: Any,
    ) -> State:
        """Run the flow on its schedule using an instance of a FlowRunner; gives the final state.

        Raises:
            RuntimeError: inside the flow's own block.
            ValueError: for unexpected or missing parameters.
        """
        from prefect.core._run import run_flow

        return run_flow(self, parameters, {"run_on_schedule": run_on_schedule, **kwargs})

    def visualize(
        self,
        flow_state: State | None = None,
        filename: str | None = None,
        format: str | None = None,
        horizontal: bool = False,
    ) -> Any:
        """Shows the flow's graph as text in Graphviz's own language.

        The notebook draws the graph by itself, beside the cells.

        Args:
            horizontal: from left to right in place of top to bottom.
        """
        from prefect.core._visualize import FlowDrawing

        return FlowDrawing(self, flow_state, horizontal)

    def serialize(self, build: bool = False) -> dict[str, Any]:
        """Creates a serialized representation of the flow."""
        self.validate()
        return {
            "name": self.name,
            "type": "prefect.core.flow.Flow",
            "schedule": None if self.schedule is None else self.schedule.serialize(),
            "parameters": [{"name": p.name, "slug": self.slugs[p]} for p in self.parameters()],
            "tasks": [{**task.serialize(), "slug": self.slugs[task]} for task in self._tasks],
            "edges": [
                {
                    **edge.serialize(),
                    "upstream_task": {"slug": self.slugs[edge.upstream_task]},
                    "downstream_task": {"slug": self.slugs[edge.downstream_task]},
                }
                for edge in self._edges
            ],
            "reference_tasks": [{"slug": self.slugs[task]} for task in self.reference_tasks()],
        }

    def serialized_hash(self, build: bool = False) -> str:
        """Generate a deterministic hash of the serialized flow."""
        import hashlib

        text = json.dumps(self.serialize(build), sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def diagnostics(self, include_secret_names: bool = False) -> str:
        """Get flow and Prefect diagnostic information, as JSON."""
        from prefect.utilities.diagnostics import diagnostic_info

        return diagnostic_info(self, include_secret_names)

    @property
    def logger(self) -> logging.Logger:
        """The flow's own logger: its lines go into the run's log."""
        from prefect.utilities.logging import get_logger

        return get_logger(self.name)

    def register(self, project_name: str | None = None, **kwargs: Any) -> str:
        """Register the flow with Prefect Cloud: there is no backend here.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError(
            f'Flow "{self.name}" cannot be registered: there is no backend here to register with. '
            "Run it with flow.run()."
        )

    def save(self, fpath: str | None = None) -> str:
        """Saves a flow to a file: not possible here.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError(
            f'Flow "{self.name}" cannot be saved to a file here. The notebook keeps its code; share '
            "that."
        )

    @classmethod
    def load(cls, fpath: str) -> Flow:
        """Reads a flow from a file: not possible here.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError("Flows cannot be loaded from files here. Build it in a cell.")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Flow):
            return False
        return (
            self.name == other.name
            and self._tasks.keys() == other._tasks.keys()
            and self._edges.keys() == other._edges.keys()
            and set(self.reference_tasks()) == set(other.reference_tasks())
        )

    def __hash__(self) -> int:
        return id(self)

    def __repr__(self) -> str:
        return f'<Flow: name="{self.name}">'

    def _make_id(self) -> str:
        """What the engine knows it by."""
        return _realm.next_flow_id()

    def _changed(self) -> None:
        """The graph is not what it was."""
        if not hasattr(self, "_id"):
            return
        _realm.register_flow(self, self._id)
        host = _realm.host()
        if host is not None:
            host.flow_changed(self)


def open_flow() -> Flow | None:
    """The flow whose block is open."""
    return scope().flow


def _checked_schedule(schedule: Any) -> Any:
    from prefect.schedules import Schedule

    if schedule is None or isinstance(schedule, Schedule):
        return schedule
    raise TypeError(
        "schedule must be a schedule, like IntervalSchedule(interval=timedelta(hours=1)), not "
        f"{schedule!r}."
    )
