"""The context of a run on its way to the tasks: JSON, with a pickle in it where JSON has no words."""

from __future__ import annotations

import base64
import pickle
from typing import Any

from flowbook.lines import line_of
from flowbook.values import UnsendableError, dump, json_of

_PICKLE = "$pickle"


def to_context(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a context as JSON.

    Raises:
        TypeError: naming a value that cannot leave its worker.
    """
    return {str(name): _to_json(str(name), value) for name, value in values.items()}


def _to_json(name: str, value: Any) -> Any:
    if json_of(value) is not None and not (type(value) is dict and _PICKLE in value):
        return value
    try:
        pickled, _ = dump(value, whole=True)
    except UnsendableError as error:
        raise TypeError(
            f"The context value {name} cannot be handed to a task: value{error.path} is "
            f"{error.what}."
        ) from None
    return {_PICKLE: base64.b64encode(pickled).decode(), "text": line_of(value)}


def from_context(values: dict[str, Any]) -> dict[str, Any]:
    """The values again."""
    return {name: _live(value) for name, value in values.items()}


def _live(value: Any) -> Any:
    if isinstance(value, dict) and _PICKLE in value:
        return pickle.loads(base64.b64decode(value[_PICKLE]))
    return value
