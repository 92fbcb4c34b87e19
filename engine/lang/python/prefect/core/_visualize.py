"""A flow's graph as a text that Graphviz draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect.core.flow import Flow
    from prefect.engine.state import State


class FlowDrawing:
    """What `flow.visualize()` gives: `source` is the drawing in DOT."""

    def __init__(self, flow: Flow, flow_state: State | None, horizontal: bool = False) -> None:
        self.source = _dot(flow, flow_state, horizontal)

    def __repr__(self) -> str:
        return self.source


def _dot(flow: Flow, flow_state: State | None, horizontal: bool) -> str:
    mapped = {edge.downstream_task for edge in flow._edges if edge.mapped}
    states = {} if flow_state is None else dict(flow_state.result or {})
    lines = ["digraph {", *(["  rankdir=LR"] if horizontal else [])]
    for task, slug in flow.slugs.items():
        if task._kind == "constant" and not flow._from.get(task):
            continue
        label = f"{task.name} <map>" if task in mapped else task.name
        look = ["shape=box" if task in mapped else "shape=ellipse", f"label={_quoted(label)}"]
        if task in states:
            look.append(f'style=filled colorscheme=svg color="{states[task].color}80"')
        lines.append(f"  {_quoted(slug)} [{' '.join(look)}]")
    for edge in flow._edges:
        look = [f"label={_quoted(edge.key)}"] if edge.key else []
        if edge.mapped:
            look.append("style=dashed")
        ends = f"{_quoted(flow.slugs[edge.upstream_task])} -> {_quoted(flow.slugs[edge.downstream_task])}"
        lines.append(f"  {ends}{f' [{chr(32).join(look)}]' if look else ''}")
    return "\n".join([*lines, "}"])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
