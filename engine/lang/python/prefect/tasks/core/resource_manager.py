"""Resources that are set up before a block of tasks and cleaned up after it, whatever happened."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from prefect._scope import scope, within
from prefect.core.task import Task
from prefect.tasks.core.function import FunctionTask
from prefect.triggers import resource_cleanup_trigger

if TYPE_CHECKING:
    from prefect.core.flow import Flow

__all__ = ["ResourceManager", "resource_manager"]


class ResourceInitTask(FunctionTask):
    """Makes the manager."""

    _kind = "resourceInit"


# Prefect makes it of a plain function.
ResourceInitTask.__name__ = "FunctionTask"


class ResourceSetupTask(Task):
    """Gives the resource."""

    _kind = "resourceSetup"

    def run(self, mgr: Any) -> Any:  # type: ignore[override]
        """`mgr.setup()`."""
        return mgr.setup()


class ResourceCleanupTask(Task):
    """Takes the resource down."""

    _kind = "resourceCleanup"

    def run(self, mgr: Any, resource: Any) -> None:  # type: ignore[override]
        """`mgr.cleanup(resource)`."""
        mgr.cleanup(resource)


class ResourceContext:
    """The tasks of one use of a resource, and those inside its block."""

    def __init__(
        self, init_task: Task, setup_task: Task | None, cleanup_task: Task, flow: Flow
    ) -> None:
        self.init_task = init_task
        self.setup_task = setup_task
        self.cleanup_task = cleanup_task
        self._flow = flow
        self._tasks: dict[Task, None] = {}
        self._block: AbstractContextManager[None] | None = None

    def add_task(self, task: Task, flow: Flow) -> None:
        """Add a new task under the resource manager block.

        Raises:
            ValueError: for a task of another flow.
        """
        if flow is not self._flow:
            raise ValueError("Multiple flows cannot be used with the same resource block")
        self._tasks[task] = None

    def __enter__(self) -> Task:
        self._block = within(resource=self)
        self._block.__enter__()
        return self._resource

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if self._block is not None:
            self._block.__exit__(None, None, None)
        if kind is None:
            for task in self._tasks:
                self._fasten(task)

    @property
    def _resource(self) -> Task:
        return self.setup_task or self.init_task

    def _fasten(self, task: Task) -> None:
        flow = self._flow
        upstream = flow.upstream_tasks(task)
        if not any(each in self._tasks for each in upstream) and self._resource not in upstream:
            task.set_upstream(self._resource, flow=flow)
        downstream = flow.downstream_tasks(task)
        if (
            not any(each in self._tasks for each in downstream)
            and self.cleanup_task not in downstream
        ):
            task.set_downstream(self.cleanup_task, flow=flow)


class ResourceManager:
    """An object for managing temporary resources: called in a flow, it opens a block."""

    def __init__(
        self,
        resource_class: type,
        name: str | None = None,
        init_task_kwargs: dict[str, Any] | None = None,
        setup_task_kwargs: dict[str, Any] | None = None,
        cleanup_task_kwargs: dict[str, Any] | None = None,
    ) -> None:
        """Raises:
        TypeError: for a class without a `cleanup`.
        """
        if not callable(getattr(resource_class, "cleanup", None)):
            raise TypeError(
                f"{getattr(resource_class, '__name__', resource_class)!r} is no resource: its class "
                "needs a method `cleanup(self, resource)`."
            )
        self.resource_class = resource_class
        self.name = name or resource_class.__name__
        self.init_task_kwargs = {"name": self.name, **(init_task_kwargs or {})}
        self.setup_task_kwargs = {"name": f"{self.name}.setup", **(setup_task_kwargs or {})}
        self.cleanup_task_kwargs = {
            "name": f"{self.name}.cleanup",
            "trigger": resource_cleanup_trigger,
            "skip_on_upstream_skip": False,
            **(cleanup_task_kwargs or {}),
        }

    def __call__(self, *args: Any, flow: Flow | None = None, **kwargs: Any) -> ResourceContext:
        """Opens a block: `with manager(arg) as resource:`."""
        flow = flow or scope().flow
        if flow is None:
            raise ValueError("Could not infer an active Flow context.")
        init_task = ResourceInitTask(self.resource_class, **self.init_task_kwargs)(
            *args, flow=flow, **kwargs
        )
        setup_task = None
        if hasattr(self.resource_class, "setup"):
            setup_task = ResourceSetupTask(**self.setup_task_kwargs)(init_task, flow=flow)
        cleanup_task = ResourceCleanupTask(**self.cleanup_task_kwargs)(
            init_task, setup_task or init_task, flow=flow
        )
        return ResourceContext(init_task, setup_task, cleanup_task, flow)


def resource_manager(
    resource_class: type | None = None,
    *,
    name: str | None = None,
    init_task_kwargs: dict[str, Any] | None = None,
    setup_task_kwargs: dict[str, Any] | None = None,
    cleanup_task_kwargs: dict[str, Any] | None = None,
) -> Any:
    """A decorator for creating a `ResourceManager` object from a class with `setup` and `cleanup`."""

    def decorate(cls: type) -> ResourceManager:
        return ResourceManager(cls, name, init_task_kwargs, setup_task_kwargs, cleanup_task_kwargs)

    return decorate if resource_class is None else decorate(resource_class)
