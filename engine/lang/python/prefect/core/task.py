"""Prefect's Task: a step of a flow. An instance is called to make a copy that is bound in a flow."""

from __future__ import annotations

import copy as copying
import inspect
import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from prefect import _notes, _signature
from prefect._scope import scope
from prefect.core import _options
from prefect.core._dependencies import TaskDependencies
from prefect.core._operators import TaskOperators

if TYPE_CHECKING:
    from prefect.core.flow import Flow
    from prefect.engine.result import Result


class Task(TaskDependencies, TaskOperators):
    """The Task class which is used as the full representation of a unit of work."""

    #: What its instances are to the engine.
    _kind = "task"

    def __new__(cls, *args: Any, **kwargs: Any) -> Task:
        """Prefect: tasks given to a constructor are a mistake worth a warning."""
        if any(isinstance(given, Task) for given in (*args, *kwargs.values())):
            _notes.warn(
                f"A Task was passed as an argument to {cls.__name__}, you likely want to first "
                f"initialize {cls.__name__} with any static (non-Task) arguments, then call the "
                "initialized task with any dynamic (Task) arguments instead. For example:\n\n"
                f"  my_task = {cls.__name__}(...)  # static (non-Task) args go here\n"
                "  res = my_task(...)  # dynamic (Task) args go here"
            )
        return super().__new__(cls)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "run" in vars(cls):
            _signature.check_signature(cls.run)
        _options.warn_of_hidden(cls.__name__, vars(cls))

    def __init__(
        self,
        name: str | None = None,
        slug: str | None = None,
        tags: Iterable[str] | None = None,
        max_retries: int | None = None,
        retry_delay: timedelta | None = None,
        retry_on: Any = None,
        timeout: int | timedelta | None = None,
        trigger: Callable[..., bool] | None = None,
        skip_on_upstream_skip: bool = True,
        cache_for: timedelta | None = None,
        cache_validator: Callable[..., bool] | None = None,
        cache_key: str | None = None,
        checkpoint: bool | None = None,
        state_handlers: Iterable[Callable[..., Any]] | None = None,
        on_failure: Callable[..., Any] | None = None,
        log_stdout: bool = False,
        result: Result | None = None,
        target: Any = None,
        task_run_name: Any = None,
        nout: int | None = None,
    ) -> None:
        """Raises:
        ValueError, TypeError: for options that cannot be, alone or together.
        """
        from prefect import triggers
        from prefect.configuration import config
        from prefect.engine import cache_validators
        from prefect.utilities.logging import get_logger

        self.name = name or type(self).__name__
        self.slug = slug
        self.tags: set[str] = _options.to_tags(tags) | scope().tags
        defaults = config.tasks.defaults
        self.max_retries: int = (defaults.max_retries or 0) if max_retries is None else max_retries
        self.retry_delay = (defaults.retry_delay or None) if retry_delay is None else retry_delay
        _options.check_retries(self.max_retries, self.retry_delay, retry_on)
        self.retry_on = _options.to_retry_on(retry_on)
        self.timeout = _options.to_timeout(
            (defaults.timeout or None) if timeout is None else timeout, self.name
        )
        self.trigger = trigger or triggers.all_successful
        triggers.to_trigger(self.trigger)
        self.skip_on_upstream_skip = skip_on_upstream_skip
        _options.warn_of_cache(cache_for, cache_validator)
        self.cache_for = cache_for
        default = (
            cache_validators.never_use if cache_for is None else cache_validators.duration_only
        )
        self.cache_validator = cache_validator or default
        self.cache_key = cache_key
        self.checkpoint = checkpoint
        self.state_handlers = _options.to_handlers(state_handlers, on_failure)
        self.log_stdout = log_stdout
        self.result = result
        self.target = target
        self._point_result_at_target()
        self.task_run_name = task_run_name
        self.nout = _signature.parts_returned(self.run) if nout is None else nout
        self.auto_generated = False
        self._original: Task = self
        #: The task's own logger: its lines go into the run's log.
        self.logger: logging.Logger = get_logger(self.name)
        self._note_unused()

    def run(self) -> None:
        """The `run()` method is called (with arguments, if appropriate) to run a task."""

    #: What `inspect` shows for a task and for a class of tasks.
    __signature__ = _signature.OfRunOrInit()

    def inputs(self) -> dict[str, dict[str, Any]]:
        """Describes what `run` takes: type, whether it is required, default."""
        inputs = {}
        for name, parameter in inspect.signature(self.run).parameters.items():
            required = parameter.default is parameter.empty
            annotated = parameter.annotation is not parameter.empty
            inputs[name] = {
                "type": parameter.annotation if annotated else Any,
                "default": None if required else parameter.default,
                "required": required,
            }
        return inputs

    def outputs(self) -> Any:
        """The type of what `run` returns, as annotated."""
        returns = inspect.signature(self.run).return_annotation
        return Any if returns is inspect.Signature.empty else returns

    def is_mapped(self, flow: Flow | None = None) -> bool:
        """Whether an edge of the flow maps this task."""
        flow = flow or scope().flow
        return flow is not None and any(edge.mapped for edge in flow.edges_to(self))

    def copy(self, **task_args: Any) -> Task:
        """Creates and returns a copy of the current Task, in no flow yet.

        Raises:
            AttributeError: for an option or field that it does not have.
        """
        self._warn_of_lost_edges()
        new = copying.copy(self)
        if self.slug is not None and "slug" not in task_args:
            new.slug = f"{self.slug}-copy"
        new.tags = set(self.tags)
        for attribute, value in task_args.items():
            if not hasattr(new, attribute):
                raise AttributeError(f"{self!r} does not have {attribute} as an attribute")
            setattr(new, attribute, value)
        new.tags = self.tags | set(new.tags) | scope().tags
        new._point_result_at_target()
        unused = scope().unused
        if unused is not None:
            unused.pop(id(self), None)
        new._note_unused()
        return new

    def __call__(
        self,
        *args: Any,
        mapped: bool = False,
        task_args: dict[str, Any] | None = None,
        upstream_tasks: Iterable[Any] | None = None,
        flow: Flow | None = None,
        **kwargs: Any,
    ) -> Any:
        """Calling a Task instance will first create a _copy_ of the instance, and then bind it."""
        new = self.copy(**(task_args or {}))
        new.bind(*args, mapped=mapped, upstream_tasks=upstream_tasks, flow=flow, **kwargs)
        return new

    def bind(
        self,
        *args: Any,
        mapped: bool = False,
        upstream_tasks: Iterable[Any] | None = None,
        flow: Flow | None = None,
        **kwargs: Any,
    ) -> Any:
        """Binding a task to (keyword) arguments creates a _keyed_ edge in the active Flow.

        Raises:
            ValueError: outside of every flow.
            TypeError: for arguments that `run` does not take.
        """
        bound = inspect.signature(self.run).bind(*args, **kwargs).arguments
        for parameter in inspect.signature(self.run).parameters.values():
            if parameter.kind is parameter.VAR_KEYWORD:
                bound.update(bound.pop(parameter.name, {}))
        flow = flow or scope().flow
        if flow is None:
            raise ValueError(
                f"Could not infer an active Flow context while creating edge to {self!r}. This "
                "often means you called a task outside a `with Flow(...)` block. If you're trying "
                f"to run this task outside of a Flow context, you need to call `{self._call}.run"
                "(...)`"
            )
        self.set_dependencies(
            flow=flow, upstream_tasks=upstream_tasks, keyword_tasks=bound, mapped=mapped
        )
        self.tags = self.tags | scope().tags
        return self

    @property
    def _call(self) -> str:
        kind = type(self).__name__
        return self.name if kind == "FunctionTask" else f"{kind}(...)"

    def map(
        self,
        *args: Any,
        upstream_tasks: Iterable[Any] | None = None,
        flow: Flow | None = None,
        task_args: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> Any:
        """Map the Task elementwise across one or more Tasks.

        Raises:
            TypeError: for an argument that has no items.
        """
        from prefect.core._checks import check_mappable

        # Prefect looks at no keyword: such a task fails when it runs.
        for given in args:
            check_mappable(given)
        new = self.copy(**{"nout": None, **(task_args or {})})
        return new.bind(*args, mapped=True, upstream_tasks=upstream_tasks, flow=flow, **kwargs)

    def pipe(self, _prefect_task: Task, **kwargs: Any) -> Any:
        """Like the method of the same name in pandas: `a.pipe(b, y=1)` is `b(a, y=1)`."""
        first = next(
            name for name in inspect.signature(_prefect_task.run).parameters if name not in kwargs
        )
        return _prefect_task(**{first: self}, **kwargs)

    def serialize(self) -> dict[str, Any]:
        """The task as JSON-able data."""
        return {"name": self.name, "slug": self.slug, "type": type(self).__name__}

    def __iter__(self) -> Iterator[Any]:
        """Takes the result apart, where `nout` says into how many parts."""
        if self.nout is None:
            raise TypeError(
                "Task is not iterable. If your task returns multiple results, pass `nout` to the "
                "task decorator/constructor, or provide a `Tuple` return-type annotation to your "
                "task."
            )
        return (self[index] for index in range(self.nout))

    def __repr__(self) -> str:
        return f"<Task: {self.name}>"

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def _point_result_at_target(self) -> None:
        if self.target is not None and self.result is not None:
            self.result = self.result.copy()
            self.result.location = self.target

    def _note_unused(self) -> None:
        unused = scope().unused
        if unused is not None and self._kind != "constant":
            unused[id(self)] = self

    def _warn_of_lost_edges(self) -> None:
        flow = scope().flow
        if flow is None or self not in flow._tasks:
            return
        if flow.edges_to(self) or flow.edges_from(self):
            _notes.warn(
                f"You are making a copy of a task that has dependencies on or to other tasks in the "
                f"active flow context: {self!r}. The copy does not keep them."
            )
