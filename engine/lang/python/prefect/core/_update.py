"""Changes to whole flows: merging two, putting one task in another's place, copying."""

from __future__ import annotations

from typing import Any

from prefect.core.flow import Flow
from prefect.core.task import Task


def update_flow(
    flow: Flow, other: Flow, merge_parameters: bool, validate: bool | None, merge_references: bool
) -> None:
    """Takes over all of another flow."""
    if merge_parameters:
        # Prefect: those of the other flow take the places of this one's.
        known = {each.name: each for each in flow.parameters()}
        for each in other.parameters():
            if each.name in known and known[each.name] is not each:
                replace_task(flow, known[each.name], each, False)
    references = [*flow.reference_tasks(), *other.reference_tasks()]
    for task in other._tasks:
        flow.add_task(task)
    for edge in other._edges:
        flow.add_edge(
            edge.upstream_task,
            edge.downstream_task,
            key=edge.key,
            mapped=edge.mapped,
            flattened=edge.flattened,
            validate=validate,
        )
    for task, constants in other.constants.items():
        flow.constants.setdefault(task, {}).update(constants)
    if merge_references:
        flow.set_reference_tasks(references)


def replace_task(flow: Flow, old: Task, new: Any, validate: bool) -> None:
    """Puts another task (or a value) in a task's place, at the ends of the same edges.

    Raises:
        ValueError: if the old task is not in the flow, or the new graph cannot be.
    """
    from prefect.utilities.tasks import as_task

    flow._check_member(old)
    references = list(flow._references)
    edges = flow._remove(old)
    task = as_task(new, flow=flow)
    # A constant that serves as an argument only stays off the graph.
    if task._kind != "constant" or not edges:
        flow.add_task(task)
    for edge in edges:
        flow.add_edge(
            task if edge.upstream_task is old else edge.upstream_task,
            task if edge.downstream_task is old else edge.downstream_task,
            key=edge.key,
            mapped=edge.mapped,
            flattened=edge.flattened,
            validate=False,
        )
    if old in references and task in flow._tasks:
        flow.set_reference_tasks(task if each is old else each for each in references)
    flow._changed()
    if validate:
        flow.validate()


def copy_flow(flow: Flow) -> Flow:
    """A flow of its own with the same tasks."""
    copy = Flow(
        flow.name,
        schedule=flow.schedule,
        executor=flow.executor,
        environment=flow.environment,
        run_config=flow.run_config,
        storage=flow.storage,
        state_handlers=list(flow.state_handlers),
        result=flow.result,
        terminal_state_handler=flow.terminal_state_handler,
    )
    update_flow(copy, flow, False, False, False)
    if flow._references:
        copy.set_reference_tasks(flow._references)
    return copy
