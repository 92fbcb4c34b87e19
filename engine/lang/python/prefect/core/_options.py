"""What a task can be told about how it is to be run, and the rules about it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from prefect import _notes

#: What `Task.__init__` sets on every task.
_RESERVED = frozenset(
    (
        "name",
        "slug",
        "tags",
        "max_retries",
        "retry_delay",
        "retry_on",
        "timeout",
        "trigger",
        "skip_on_upstream_skip",
        "cache_for",
        "cache_validator",
        "cache_key",
        "checkpoint",
        "state_handlers",
        "log_stdout",
        "result",
        "target",
        "task_run_name",
        "nout",
        "auto_generated",
        "logger",
    )
)


def warn_of_hidden(name: str, fields: Mapping[str, Any]) -> None:
    """Prefect: what a class of tasks sets, and every task of it sets anew."""
    hidden = sorted(_RESERVED & fields.keys())
    if hidden:
        _notes.warn(
            f"`{name}` sets a `{hidden[0]}` attribute, which will be overwritten by "
            "`prefect.Task.__init__`: give it to the constructor, or use another name."
        )


def to_tags(tags: Iterable[str] | None) -> set[str]:
    """Raises:
    TypeError: for one text in place of a list of them.
    """
    if isinstance(tags, str):
        raise TypeError("Tags should be a set of tags, not a string.")
    return set() if tags is None else set(tags)


def to_timeout(timeout: Any, name: str) -> datetime.timedelta | int | None:
    """Seconds, or a timedelta.

    Raises:
        TypeError: for anything else.
    """
    if timeout is None:
        return None
    if isinstance(timeout, datetime.timedelta):
        seconds = timeout.total_seconds()
        if seconds > int(seconds):
            _notes.warn(
                f"Task timeouts are set in whole seconds: the timeout of {name} is rounded down."
            )
        return int(seconds)
    if isinstance(timeout, int) and not isinstance(timeout, bool):
        return timeout
    raise TypeError("Only integer timeouts (representing seconds) are supported.")


def check_retries(
    max_retries: int | None, retry_delay: datetime.timedelta | None, retry_on: Any
) -> None:
    """Raises:
    ValueError: for options that cannot be together.
    """
    if max_retries and max_retries > 0 and retry_delay is None:
        raise ValueError("A datetime.timedelta `retry_delay` must be provided if max_retries > 0")
    if retry_delay is not None and not max_retries:
        raise ValueError(
            "A `max_retries` argument greater than 0 must be provided if specifying a retry delay."
        )
    if retry_on is not None and not max_retries:
        raise ValueError(
            "A `max_retries` argument greater than 0 must be provided if specifying `retry_on`."
        )
    if retry_delay is not None and not isinstance(retry_delay, datetime.timedelta):
        raise TypeError(f"`retry_delay` must be a datetime.timedelta, not {retry_delay!r}.")


def to_retry_on(retry_on: Any) -> set[type[BaseException]] | None:
    """Raises:
    TypeError: for what is no class of exceptions.
    """
    if retry_on is None:
        return None
    kinds = set(retry_on) if isinstance(retry_on, Iterable) else {retry_on}
    for kind in kinds:
        if not (isinstance(kind, type) and issubclass(kind, Exception)):
            raise TypeError(
                f"`retry_on` must be a single `Exception` type or an iterable: {kind!r}"
            )
    return kinds


def to_handlers(
    state_handlers: Iterable[Callable[..., Any]] | None, on_failure: Callable[..., Any] | None
) -> list[Callable[..., Any]]:
    """The handlers, `on_failure` as one of them.

    Raises:
        TypeError: for one function in place of a list.
    """
    from prefect.utilities.notifications import callback_factory

    if state_handlers is not None and not isinstance(state_handlers, Sequence):
        raise TypeError("state_handlers should be a list of functions: they are called in order.")
    handlers = list(state_handlers or [])
    if on_failure is not None:
        handlers.append(callback_factory(on_failure, check=lambda state: state.is_failed()))
    return handlers


def warn_of_cache(cache_for: Any, cache_validator: Any) -> None:
    """Prefect: a validator alone does nothing."""
    from prefect.engine.cache_validators import never_use

    if cache_for is None and cache_validator is not None and cache_validator is not never_use:
        _notes.warn(
            "cache_validator provided without specifying cache expiration (cache_for); this Task "
            "will not be cached."
        )
