"""`apply_map(fn, xs)`: maps a function that calls several tasks."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from prefect._scope import scope, within
from prefect.core.flow import Flow
from prefect.core.task import Task
from prefect.utilities.edges import EdgeAnnotation, unwrap
from prefect.utilities.tasks import as_task


class _ScratchFlow(Flow):
    """A flow that exists only while its tasks are on their way into another."""

    def __init__(self) -> None:
        #: Constants that are mapped over, and so have to stay on the graph.
        self.mapped_constants: set[Task] = set()
        super().__init__("temporary flow")

    def _stays(self, constant: Task) -> bool:
        return constant in self.mapped_constants

    def _make_id(self) -> str:
        return ""

    def _changed(self) -> None:
        """Nobody is to hear of it."""


@dataclass(frozen=True)
class _Input:
    """An argument, as a task."""

    task: Task
    mapped: bool
    flattened: bool

    @property
    def constant(self) -> bool:
        return self.task._kind == "constant"


def apply_map(
    func: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], flow: Flow | None
) -> Any:
    """Calls the function once, and maps all tasks that it adds over the arguments.

    Raises:
        TypeError: for an argument that cannot be mapped over.
        ValueError: outside of every flow, or for a `.map` inside.
    """
    is_given = flow is not None
    flow = flow or scope().flow
    if flow is None:
        raise ValueError("Couldn't infer a flow in the current context")
    if not callable(func):
        raise TypeError(f"Expected `func` to be callable, got {type(func)!r}")
    if isinstance(func, Task):
        raise TypeError(
            "apply_map takes a function that calls tasks. For one task use task.map(...)."
        )
    scratch = _ScratchFlow()
    # Prefect: who names the flow gets the one that the function's tasks are added to.
    more = {"flow": scratch} if is_given and _takes_flow(func) else {}
    inspect.signature(func).bind(*args, **kwargs, **more)
    _check([*args, *kwargs.values()])
    apart: dict[str, Any] = {"case": None, "resource": None}
    with within(**apart):
        inputs = [_to_input(value, scratch) for value in (*args, *kwargs.values())]
    for each in inputs:
        if not each.constant:
            flow.add_task(each.task)
    tasks = [each.task for each in inputs]
    named = dict(zip(kwargs, tasks[len(args) :], strict=True))
    with within(**apart, mapped=True), scratch:
        result = func(*tasks[: len(args)], **named, **more)
    _move_into(flow, scratch, inputs)
    return result


def _takes_flow(func: Callable[..., Any]) -> bool:
    parameters = inspect.signature(func).parameters
    return "flow" in parameters or any(
        each.kind is each.VAR_KEYWORD for each in parameters.values()
    )


def _check(given: list[Any]) -> None:
    for value in given:
        if not isinstance(value, (Task, EdgeAnnotation, Sequence)):
            raise TypeError(
                f"Cannot map over non-sequence object of type `{type(value).__name__}`. Write "
                "unmapped(...) around what is the same for every item."
            )


def _to_input(given: Any, scratch: _ScratchFlow) -> _Input:
    value, mapped, flattened = unwrap(given)
    task = as_task(value, flow=scratch)
    found = _Input(task, True if mapped is None else mapped, flattened)
    if not found.constant:
        scratch.add_task(task)
    elif found.mapped:
        scratch.mapped_constants.add(task)
    return found


def _move_into(flow: Flow, scratch: _ScratchFlow, inputs: list[_Input]) -> None:
    known = {each.task: each for each in inputs}
    for task in scratch._tasks:
        flow.add_task(task)
        if task in scratch._places:
            flow._places[task] = scratch._places[task]
    for warning in scratch._warnings:
        flow.note_warning(warning)
    for edge in scratch._edges:
        source = known.get(edge.upstream_task)
        mapped = source.mapped if source else edge.upstream_task._kind != "parameter"
        flattened = edge.flattened or (source is not None and source.flattened)
        flow.add_edge(
            edge.upstream_task,
            edge.downstream_task,
            key=edge.key,
            mapped=mapped,
            flattened=flattened,
        )
    for task, constants in scratch.constants.items():
        flow.constants.setdefault(task, {}).update(constants)
    for task in scratch._tasks:
        if task not in known and task._kind != "parameter":
            _add_inputs(flow, task, scratch, inputs)


def _add_inputs(flow: Flow, task: Task, scratch: _ScratchFlow, inputs: list[_Input]) -> None:
    """A task with nothing of the function's before it waits for all arguments.

    So every task has as many runs as there are items, also where it does not take them.
    """
    upstream = flow.upstream_tasks(task)
    own = {each.task for each in inputs}
    if any(each in scratch._tasks and each not in own for each in upstream):
        return
    for each in inputs:
        if each.task in upstream or (each.constant and not each.mapped):
            continue
        flow.add_edge(each.task, task, mapped=each.mapped, flattened=each.flattened)
