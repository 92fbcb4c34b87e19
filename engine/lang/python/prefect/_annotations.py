"""What the type annotations of a flow's tasks say about its edges."""

from __future__ import annotations

import inspect
import typing
from typing import TYPE_CHECKING, Any

from prefect._fitting import Exactly, Parts, fits, items_of, parts_of, type_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefect.core.edge import Edge
    from prefect.core.flow import Flow
    from prefect.core.task import Task


def misfits(flow: Flow) -> list[str]:
    """What surely goes wrong in a run, for a task returns what the next one does not take.

    Only what is declared is compared, and only what cannot fit is told. Nothing is told of what is
    not annotated, or cannot be resolved.
    """
    check = _Check(flow)
    warnings = [check.edge(edge) for edge in flow.edges]
    for task, constants in flow.constants.items():
        warnings += [check.constant(task, key, value) for key, value in constants.items()]
    return [warning for warning in dict.fromkeys(warnings) if warning is not None]


class _Hints:
    """The annotations of one function."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.arguments: dict[str, Parts | None] = {}
        self.returned: Parts | None = None
        try:
            hints = typing.get_type_hints(function)
            signature = inspect.signature(function)
        except Exception:
            # Whatever names, classes or signatures cannot be resolved: then nothing is known.
            return
        if "return" in hints and not inspect.iscoroutinefunction(function):
            self.returned = parts_of(hints["return"])
        for name, parameter in signature.parameters.items():
            if name in hints and parameter.kind not in _VARIABLE:
                parts = parts_of(hints[name])
                # `x: int = None` has always been written for an optional int.
                takes_none = parts is not None and parameter.default is None
                self.arguments[name] = (*parts, type(None)) if takes_none and parts else parts


_VARIABLE = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


class _Check:
    """One look at a flow. What functions say is read once."""

    def __init__(self, flow: Flow) -> None:
        self._hints: dict[Any, _Hints] = {}
        self._mapped = {edge.downstream_task for edge in flow.edges if edge.mapped}

    def edge(self, edge: Edge) -> str | None:
        """What is wrong with an edge, if anything."""
        source, target, key = edge.upstream_task, edge.downstream_task, edge.key
        given = None if key is None else self._result(source)
        if given is None:
            return None
        declared = self._of(target).arguments.get(key)
        is_list = source in self._mapped
        says = f"Edge {source.name} → {target.name}: {self._says(source, given)}"
        try:
            passed = _passed(given, edge, is_list=is_list)
        except TypeError:
            if edge.flattened:
                return f"{says}, which cannot be flattened: that takes a list of lists."
            return f"{says}, which cannot be mapped over: that takes a list."
        if fits(passed, declared):
            return None
        if edge.mapped:
            says += "" if passed is given else f", so each run is given {type_text(passed)}"
        elif is_list or edge.flattened:
            says += " for each item, a list in all" if is_list else ", flattened to a list"
        return f"{says}, but {target.name}'s argument '{key}' is declared {type_text(declared)}."

    def constant(self, task: Task, key: str, value: Any) -> str | None:
        """What is wrong with a value bound to an argument, if anything."""
        declared = self._of(task).arguments.get(key)
        if fits((Exactly(value),), declared):
            return None
        return (
            f"Task {task.name} is given {Exactly(value)!r} for its argument '{key}', "
            f"which is declared {type_text(declared)}."
        )

    def _result(self, task: Task) -> Parts | None:
        from prefect.core.parameter import Parameter
        from prefect.tasks.core.constants import Constant

        if isinstance(task, Constant):
            return (Exactly(task.value),)
        if type(task) is Parameter:
            # None as a default says that a value is to come with the run.
            is_known = not task.required and task.default is not None
            return (Exactly(task.default),) if is_known else None
        return self._of(task).returned

    @staticmethod
    def _says(task: Task, given: Parts) -> str:
        from prefect.core.parameter import Parameter
        from prefect.tasks.core.constants import Constant

        if isinstance(task, Constant):
            return f"the constant is {type_text(given)}"
        verb = "has the default" if isinstance(task, Parameter) else "returns"
        return f"{task.name} {verb} {type_text(given)}"

    def _of(self, task: Task) -> _Hints:
        function = getattr(task.run, "__func__", task.run)
        try:
            found = self._hints.get(function)
        except TypeError:
            return _Hints(function)
        if found is None:
            found = self._hints[function] = _Hints(function)
        return found


def _passed(given: Parts, edge: Edge, *, is_list: bool) -> Parts | None:
    """What of a result goes along an edge. The results of a mapped task are a list of them."""
    if is_list and not edge.mapped:
        return (list,)
    passed = given if is_list or not (edge.mapped or edge.flattened) else items_of(given)
    if not edge.flattened:
        return passed
    items = items_of(passed)
    return items if edge.mapped else (list,)
