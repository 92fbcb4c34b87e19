"""Checks on a flow while it is built, and what its author is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from prefect import _notes, _signature
from prefect._scope import scope
from prefect.core.edge import Edge
from prefect.core.task import Task

if TYPE_CHECKING:
    from prefect.core.flow import Flow


def check_mappable(value: Any) -> None:
    """Raises:
    TypeError: for a value that has no items to be taken by their position.
    """
    from prefect.utilities.edges import EdgeAnnotation

    if isinstance(value, (Task, EdgeAnnotation)) or hasattr(value, "__getitem__"):
        return
    raise TypeError(
        f"Cannot map over unsubscriptable object of type {type(value)}: {value!r:.20}... Map over a "
        "list, or write unmapped(...) around what is the same for every item."
    )


def check_downstream(task: Task, mapped: bool) -> None:
    """Raises:
    ValueError: for an edge that can never be.
    """
    if task._kind == "parameter":
        raise ValueError(
            "Parameters must be root tasks and can not have upstream dependencies: nothing can come "
            f"before {task!r}."
        )
    if mapped and scope().mapped:
        raise ValueError(
            "Cannot set `mapped=True` when running from inside a mapped context: inside apply_map "
            "every task is mapped already. Call it plainly."
        )


def check_key(flow: Flow, edge: Edge) -> None:
    """Raises:
    ValueError: for an argument that is set already.
    TypeError: for one there is not.
    """
    if edge.key is None:
        return
    if _is_bound(flow, edge):
        raise ValueError(
            f'Argument "{edge.key}" for task {edge.downstream_task!r} has already been assigned in '
            "this flow. If you are trying to call the task again with new arguments, call "
            "`task.copy()` before adding the result to this flow."
        )
    if _is_unknown(edge):
        raise TypeError(f"{edge.downstream_task!r} got an unexpected keyword argument '{edge.key}'")


def warn_of_key(flow: Flow, edge: Edge) -> None:
    """Prefect finds these out when the task runs, or never."""
    task, key = edge.downstream_task, edge.key
    if key is None:
        return
    if _is_bound(flow, edge):
        _notes.warn(
            f'Argument "{key}" of task "{task.name}" is bound a second time; the later value is '
            "used. Call the task to make a copy for other arguments.",
            flow,
        )
    if _is_unknown(edge):
        _notes.warn(f'Task "{task.name}" has no argument "{key}": it will fail when it runs.', flow)


def _is_bound(flow: Flow, edge: Edge) -> bool:
    if edge.key in flow.constants.get(edge.downstream_task, {}):
        return True
    # Collections have as many edges as items, each with a key of its own: they need no search.
    if _signature.described(edge.downstream_task.run) is None:
        return False
    return any(each.key == edge.key for each in flow._to.get(edge.downstream_task, {}))


def _is_unknown(edge: Edge) -> bool:
    signature = _signature.described(edge.downstream_task.run)
    return signature is not None and all(
        each["name"] != edge.key for each in signature["parameters"]
    )


def warn_of_uncalled(flow: Flow, edge: Edge) -> None:
    """`b(upstream_tasks=[a])` after `a(1)` means the result of that call, not `a`."""
    task = edge.upstream_task
    if edge.key is not None or task in flow._tasks or task._original is not task:
        return
    if task._kind != "task" or task.auto_generated:
        return
    if any(each is not task and each._original is task for each in flow._tasks):
        _notes.warn(
            f'Task "{task.name}" itself was made an upstream task, besides the copy that its call '
            "added. Use what the call returned.",
            flow,
        )


def warn_of_unused(flow: Flow, made: Iterable[Task]) -> None:
    """Tasks made in a flow's block that no call and no edge brought into it."""
    unused = [task for task in made if task not in flow._tasks]
    if unused:
        _notes.warn(
            "Tasks were created but not added to the flow: "
            f"{', '.join(map(repr, unused))}. This can occur when `Task` classes, including "
            "`Parameters`, are instantiated inside a `with flow:` block but not added to the flow "
            "either explicitly or as the input to another task. For more information, see "
            "https://docs-v1.prefect.io/core/advanced_tutorials/task-guide.html#adding-tasks-to-"
            "flows.",
            flow,
        )


def faults_of(flow: Flow) -> list[str]:
    """What will surely go wrong in a run, as far as the graph shows it."""
    faults: list[str] = []
    try:
        flow.sorted_tasks()
    except ValueError as error:
        faults.append(str(error))
    for task in flow._tasks:
        missing = _missing(flow, task)
        if missing:
            faults.append(
                f'Task "{task.name}" is in the flow without its arguments {", ".join(missing)}: it '
                "will fail when it runs. Call it, or bind them."
            )
    return faults


def _missing(flow: Flow, task: Task) -> list[str]:
    signature = _signature.described(task.run)
    required = [
        each["name"] for each in (signature or {}).get("parameters", []) if not each["optional"]
    ]
    if not required:
        return []
    given = {edge.key for edge in flow.edges_to(task)} | set(flow.constants.get(task, {}))
    return [f'"{name}"' for name in required if name not in given]
