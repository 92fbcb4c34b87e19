"""The functions and decorators that tasks are made and called with."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from prefect import _moments
from prefect._scope import scope, within
from prefect.core.task import Task


@contextmanager
def tags(*tags: str) -> Iterator[None]:
    """Context manager for setting task tags."""
    for tag in tags:
        if not isinstance(tag, str):
            raise TypeError(f"A tag is a text, not {tag!r}.")
    with within(tags=scope().tags | set(tags)):
        yield


def task(fn: Callable[..., Any] | None = None, **task_init_kwargs: Any) -> Any:
    """A decorator for creating Tasks from functions."""
    from prefect.tasks.core.function import FunctionTask

    if fn is None:
        return lambda fn: task(fn, **task_init_kwargs)
    return FunctionTask(fn=fn, **task_init_kwargs)


def as_task(x: Any, flow: Any = None, convert_constants: bool = True) -> Task:
    """Wraps a function, collection, or constant with the appropriate Task type.

    A value with no task inside is one constant, however nested.
    """
    from prefect.tasks.core import collections
    from prefect.tasks.core.constants import Constant
    from prefect.utilities.edges import EdgeAnnotation

    if isinstance(x, Task):
        return x
    if isinstance(x, EdgeAnnotation):
        return as_task(x.value, flow, convert_constants)
    kinds = {list: collections.List, tuple: collections.Tuple, set: collections.Set}
    new: Task
    if _is_constant(x, set()):
        new = Constant(value=x)
    elif not isinstance(x, dict):
        kind = next(kind for each, kind in kinds.items() if isinstance(x, each))
        new = kind().bind(*x, flow=flow)
    else:
        new = collections.Dict().bind(keys=list(x), values=list(x.values()), flow=flow)
    new.auto_generated = True
    return new


def _is_constant(value: Any, seen: set[int]) -> bool:
    """Whether there is no task in the value. Only lists, tuples, sets and dicts are looked into."""
    from prefect.utilities.edges import EdgeAnnotation

    if isinstance(value, (Task, EdgeAnnotation)):
        return False
    if not isinstance(value, (list, tuple, set, dict)) or id(value) in seen:
        return True
    seen.add(id(value))
    parts = value.values() if isinstance(value, dict) else value
    return all(_is_constant(part, seen) for part in parts)


def defaults_from_attrs(*attr_args: str) -> Callable[..., Any]:
    """Helper decorator for dealing with Task classes with attributes that serve as defaults."""

    def decorate(run_method: Callable[..., Any]) -> Callable[..., Any]:
        signature = inspect.signature(run_method)

        @functools.wraps(run_method)
        def method(self: Any, *args: Any, **kwargs: Any) -> Any:
            bound = signature.bind_partial(self, *args, **kwargs).arguments
            for attr in attr_args:
                if attr not in bound:
                    kwargs[attr] = getattr(self, attr)
            return run_method(self, *args, **kwargs)

        return method

    return decorate


def pause_task(message: str | None = None, duration: timedelta | None = None) -> None:
    """Utility function for pausing a task during execution to wait for manual intervention."""
    import prefect
    from prefect.engine import signals

    if prefect.context.get("resume", False):
        return
    start_time = None
    if duration is not None:
        start_time = _moments.now() + duration
    raise signals.PAUSE(
        message or "Pause signal raised during task execution.", start_time=start_time
    )


def apply_map(func: Callable[..., Any], *args: Any, flow: Any = None, **kwargs: Any) -> Any:
    """Map a function that adds tasks to a flow elementwise across one or more tasks."""
    from prefect.utilities._apply_map import apply_map as apply

    return apply(func, args, kwargs, flow)
