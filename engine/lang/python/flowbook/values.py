"""Values across the border: what a worker hands out, with what it says of it, and what it takes in."""

from __future__ import annotations

import io
import json
import math
import pickle
import types
from collections.abc import Iterator
from typing import Any

from flowbook import failures
from flowbook.lines import LONGEST, line_of

_MAX_JSON = 64 * 1024
_MAX_DEPTH = 50
#: Numbers beyond are not exact in JavaScript.
_SAFE = 2**53 - 1


class UnsendableError(TypeError):
    """A value of user code that cannot leave its worker."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"The value cannot leave its worker: value{path} is {what}.")
        self.path = path
        self.what = what


def report_value(value: Any, nested: bool = False) -> dict[str, Any]:
    """A copy of the value, and what the engine should know of it.

    Args:
        nested: also give the lengths of its items.
    Raises:
        UnsendableError: naming the place of what cannot be pickled.
    """
    if isinstance(value, BaseException):
        return report_failure(value)
    stored: dict[str, Any] = {"kind": "bytes"}
    text = json_of(value)
    if text is not None:
        stored["bytes"] = pickle.dumps(value, 5)
        stored["json"] = text
    else:
        stored["bytes"], buffers = dump(value)
        if buffers:
            stored["buffers"] = buffers
    size = len(stored["bytes"]) + sum(len(each) for each in stored.get("buffers", ()))
    info: dict[str, Any] = {"length": length_of(value), "preview": line_of(value), "size": size}
    if value is None:
        info["isNone"] = True
    if nested and info["length"] is not None:
        info["nested"] = [length_of(value[index]) for index in range(info["length"])]
    return {"stored": stored, "info": info}


def report_failure(error: BaseException) -> dict[str, Any]:
    """What was raised, as a value: it never fails to leave."""
    failure = failures.to_failure(error)
    stored: dict[str, Any] = {"kind": "failure", "failure": failure}
    try:
        stored["bytes"], _ = dump(failures.parts_of(error), whole=True)
    except Exception:
        # Its class or its fields cannot be pickled: class name, message and traceback go alone.
        stored.pop("bytes", None)
    line = (
        failure["type"] if failure["message"] == "" else f"{failure['type']}: {failure['message']}"
    )
    size = 2 * (len(failure["message"]) + len(failure["stack"] or ""))
    return {"stored": stored, "info": {"length": None, "preview": line[:LONGEST], "size": size}}


def signal_of(error: BaseException) -> dict[str, Any] | None:
    """The `signal` of a failure: the state that a signal stands for, and its own result."""
    from prefect.engine.signals import PrefectStateSignal

    if not isinstance(error, PrefectStateSignal):
        return None
    signal: dict[str, Any] = {"state": type(error.state).__name__}
    result = error.state.result
    if result is None or isinstance(result, PrefectStateSignal):
        return signal
    try:
        signal["result"] = report_value(result)["stored"]
    except UnsendableError:
        # A result that cannot leave is left out; the signal itself still says what happened.
        return signal
    return signal


def json_of(value: Any) -> str | None:
    """The value in JSON, if that says all of it in a short text; else None."""
    kind = type(value)
    if kind is int:
        return str(value) if -_SAFE <= value <= _SAFE else None
    if value is None or kind is bool or kind is float or kind is str:
        if kind is float and not math.isfinite(value):
            return None
        text = json.dumps(value)
    elif kind in (list, dict) and _is_plain(value, 0):
        text = json.dumps(value, separators=(",", ":"))
    else:
        return None
    return text if len(text) <= _MAX_JSON else None


def _is_plain(value: Any, depth: int) -> bool:
    kind = type(value)
    if kind is int:
        return -_SAFE <= value <= _SAFE
    if kind is str or kind is bool or value is None:
        return True
    if kind is float:
        return math.isfinite(value)
    if kind not in (list, dict) or depth >= _MAX_DEPTH or len(value) > _MAX_JSON:
        return False
    if kind is list:
        return all(_is_plain(each, depth + 1) for each in value)
    return all(
        type(key) is str and key != "$bytes" and _is_plain(each, depth + 1)
        for key, each in value.items()
    )


class _Pickler(pickle.Pickler):
    """Refuses what has no business in another worker, and finds classes of cells again."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, (type, types.FunctionType)):
            from flowbook.cells import find_name

            place = find_name(value)
            return NotImplemented if place is None else (_defined_in, place)
        if isinstance(value, BaseException) and _is_users(type(value)):
            return failures.reduced(value)
        foreign = _foreign(value)
        if foreign is not None:
            raise UnsendableError("", foreign)
        return NotImplemented


def _is_users(kind: type[BaseException]) -> bool:
    """Whether the class is written in Python and does not say itself how it is made again."""
    says = any(
        "__reduce__" in vars(base) or "__reduce_ex__" in vars(base) for base in _written(kind)
    )
    return not says and next(_written(kind), None) is not None


def _written(kind: type) -> Iterator[type]:
    """The classes of its line that are written in Python."""
    return (base for base in kind.__mro__ if base.__flags__ & failures.HEAP_TYPE)


def _defined_in(cell: str, name: str) -> Any:
    from flowbook.cells import defined_in

    return defined_in(cell, name)


def _foreign(value: Any) -> str | None:
    from prefect.core.flow import Flow
    from prefect.core.task import Task

    if isinstance(value, Task):
        return f'the task "{value.name}" (call it inside a flow instead)'
    if isinstance(value, Flow):
        return f'the flow "{value.name}"'
    return None


def dump(value: Any, whole: bool = False) -> tuple[bytes, list[bytes]]:
    """The pickle of a value, and its large buffers beside it.

    Args:
        whole: keep the buffers inside.
    Raises:
        UnsendableError: naming the place of what cannot be pickled.
    """
    target = io.BytesIO()
    buffers: list[pickle.PickleBuffer] = []
    keep = None if whole else buffers.append
    try:
        _Pickler(target, 5, buffer_callback=keep).dump(value)
    except UnsendableError as error:
        raise _culprit(value, error.what) from None
    except Exception as error:
        raise _culprit(value, _why(value, error)) from None
    return target.getvalue(), [bytes(each.raw()) for each in buffers]


def _why(value: Any, error: BaseException) -> str:
    kind = type(value).__name__
    if kind in ("generator", "map", "filter", "zip"):
        return f"a {kind}, which can be read only once; return list(…) of it"
    return f"of type {kind}, which cannot be pickled ({str(error)[:200]})"


def _culprit(value: Any, what: str, path: str = "", depth: int = 0) -> UnsendableError:
    """Follows containers down to the part that cannot be pickled."""
    if depth < 6:
        for step, part in _parts(value):
            try:
                _Pickler(io.BytesIO(), 5).dump(part)
            except UnsendableError as error:
                return _culprit(part, error.what, path + step, depth + 1)
            except Exception as error:
                return _culprit(part, _why(part, error), path + step, depth + 1)
    return UnsendableError(path, what)


def _parts(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [(f"[{key!r}]", part) for key, part in list(value.items())[:1000]]
    if isinstance(value, (list, tuple)):
        return [(f"[{index}]", part) for index, part in enumerate(value[:1000])]
    fields = getattr(value, "__dict__", None)
    if isinstance(fields, dict) and not isinstance(value, (type, types.ModuleType)):
        return [(f".{name}", part) for name, part in fields.items()]
    return []


def length_of(value: Any) -> int | None:
    """How many items it has by position: what mapping over it needs. None: it has none."""
    if isinstance(value, (str, list, tuple, range, bytes)):
        return len(value)
    if isinstance(value, (dict, type)) or not hasattr(value, "__getitem__"):
        return None
    try:
        return len(value)
    except Exception:
        # A class that can be indexed and not measured cannot be mapped over.
        return None


def live_value(stored: dict[str, Any]) -> Any:
    """A stored value, live again."""
    kind = stored["kind"]
    if kind == "bytes":
        return pickle.loads(
            stored["bytes"], buffers=[bytearray(b) for b in stored.get("buffers", ())]
        )
    if kind == "value":
        return json.loads(stored["json"])
    if stored.get("bytes") is not None:
        try:
            return failures.from_parts(pickle.loads(stored["bytes"]))
        except Exception:
            # Classes whose constructor takes other arguments than it hands on cannot be unpickled.
            return failures.from_failure(stored["failure"])
    return failures.from_failure(stored["failure"])


class Inputs:
    """The inputs of a batch of calls, live. What several calls take items of is made once."""

    def __init__(self, wholes: list[dict[str, Any]]) -> None:
        self._wholes = wholes
        self._live: dict[int, Any] = {}

    def live(self, given: dict[str, Any]) -> Any:
        """An input. Prefect reads None where an upstream has no result."""
        kind = given["from"]
        if kind == "value":
            return live_value(given["value"])
        if kind == "none":
            return None
        if kind == "item":
            return self._whole(given["of"])[given["index"]]
        if kind == "list":
            return [self.live(each) for each in given["of"]]
        return flatten(self.live(given["of"]))

    def all(self, given: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """By name."""
        return {name: self.live(each) for name, each in given.items()}

    def _whole(self, of: int | dict[str, Any]) -> Any:
        if isinstance(of, dict):
            return self.live(of)
        if of not in self._live:
            self._live[of] = self.live(self._wholes[of])
        return self._live[of]


def flatten(value: Any) -> Any:
    """Un-nested by one level; a list with an item that has none is left as it is."""
    length = length_of(value)
    if length is None:
        return value
    items = [value[index] for index in range(length)]
    if any(length_of(item) is None for item in items):
        return value
    return [item[index] for item in items for index in range(length_of(item) or 0)]
