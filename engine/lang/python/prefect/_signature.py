"""What a task's `run` takes and gives, as data."""

from __future__ import annotations

import inspect
import sys
import typing
from collections.abc import Callable
from typing import Any

_KEYWORDS = ("upstream_tasks", "mapped", "task_args", "flow")
_LONGEST = 200


class OfRunOrInit:
    """The signature of a task's call: that of `run`, as functions have one; a class has its own."""

    def __get__(self, task: Any, kind: type) -> inspect.Signature:
        if task is not None:
            return inspect.signature(task.run)
        made = inspect.signature(kind.__init__)  # type: ignore[misc]
        return made.replace(parameters=list(made.parameters.values())[1:])


def check_signature(run: Callable[..., Any]) -> None:
    """Raises:
    ValueError: for a parameter that no task can have.
    TypeError: for one that can be given by its place only.
    """
    for parameter in inspect.signature(run).parameters.values():
        # A method's own object is by its place wherever the bar stands.
        if parameter.kind is parameter.POSITIONAL_ONLY and parameter.name != "self":
            raise TypeError(
                f"Found positional-only parameter {parameter.name} in the signature of `run`: all "
                "Prefect arguments are given as keywords. Leave the `/` out."
            )
        if parameter.kind is parameter.VAR_POSITIONAL:
            raise ValueError(
                "Tasks with variable positional arguments (*args) are not supported, because all "
                "Prefect arguments are stored as keywords. As a workaround, consider modifying the "
                "run() method to accept **kwargs and feeding the values to *args."
            )
        if parameter.name in _KEYWORDS:
            raise ValueError(
                f"Tasks cannot have the following argument names: {parameter.name}. These are "
                "reserved keyword arguments."
            )


def described(run: Callable[..., Any]) -> dict[str, Any] | None:
    """The `Signature` of a task's run; None: it takes any names."""
    target = getattr(run, "__func__", run)
    known = _known.get(target)
    if known is None:
        known = _known[target] = (_describe(run),)
    return known[0]


_known: dict[Any, tuple[dict[str, Any] | None]] = {}


def _describe(run: Callable[..., Any]) -> dict[str, Any] | None:
    signature = _with_texts(run)
    parameters: list[dict[str, Any]] = []
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            return None
        described: dict[str, Any] = {"name": parameter.name}
        if parameter.annotation is not parameter.empty:
            described["type"] = _text(parameter.annotation)
        if parameter.default is not parameter.empty:
            described["default"] = _shortly(parameter.default)
        described["optional"] = parameter.default is not parameter.empty
        parameters.append(described)
    given: dict[str, Any] = {"parameters": parameters}
    if signature.return_annotation is not signature.empty:
        given["returns"] = _text(signature.return_annotation)
    return given


def _with_texts(run: Callable[..., Any]) -> inspect.Signature:
    """The signature with its annotations as they were written, where Python can tell."""
    if sys.version_info >= (3, 14):
        from annotationlib import Format

        return inspect.signature(run, annotation_format=Format.STRING)
    return inspect.signature(run)


def _text(annotation: Any) -> str:
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return text[:_LONGEST]


def _shortly(value: Any) -> str:
    try:
        return repr(value)[:_LONGEST]
    except Exception as error:
        return f"<{type(value).__name__} whose repr raised {type(error).__name__}>"


def parts_returned(run: Callable[..., Any]) -> int | None:
    """How many parts a return annotation like `Tuple[int, str]` promises; None: it does not say."""
    # Known from before for most functions, where reading the annotations takes time.
    if "returns" not in (described(run) or {"returns": ""}):
        return None
    try:
        returned = inspect.signature(run).return_annotation
    except Exception:
        # A name in the annotations is not there: Python says so to whoever asks for them.
        return None
    # Prefect: an annotation in quotes says nothing.
    if typing.get_origin(returned) is not tuple or returned is typing.Tuple:  # noqa: UP006
        return None
    parts = typing.get_args(returned)
    return None if Ellipsis in parts else len(parts)
