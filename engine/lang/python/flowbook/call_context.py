"""What user code can ask `prefect.context` while a task runs."""

from __future__ import annotations

import json
from typing import Any

from flowbook.context_values import from_context
from flowbook.states import to_datetime
from flowbook.values import Inputs
from prefect.core.task import Task

Values = dict[str, Any]


class LiveRun:
    """What is the same for all calls of one run, made live once."""

    def __init__(self, run: dict[str, Any]) -> None:
        self.offset: float = run["clockOffset"]
        self.parameters = Inputs([]).all(run["parameters"])
        user = from_context(json.loads(run["user"]))
        self._of_tasks: dict[str, Values] = user.pop("task_contexts", {})
        self.values: Values = {
            **user,
            "scheduled_start_time": to_datetime(run["scheduledStartTime"]),
            # Without a backend Prefect gives the flow's name as its id.
            "flow_id": run["flowName"],
            "flow_name": run["flowName"],
            "flow_run_id": user.get("flow_run_id", run["flowRunId"]),
            "flow_run_name": run["flowRunName"],
            "parameters": {**user.get("parameters", {}), **self.parameters},
            "checkpointing": run["checkpointing"],
            "secrets": from_context(json.loads(run["secrets"])),
        }

    def call(self, task: Task, slug: str, call: dict[str, Any]) -> Values:
        """The context of one call, or of a question about one."""
        index = call["mapIndex"]
        values: Values = {
            **self.values,
            "task_id": slug,
            "task_slug": slug,
            "task_name": task.name,
            "task_full_name": task.name if index is None else f"{task.name}[{index}]",
            "task_tags": set(task.tags),
            "task_run_id": call["taskRunId"],
            "task_run_count": call["runCount"],
            "map_index": index,
            **self._of_tasks.get(slug, {}),
        }
        if call["taskRunName"] is not None:
            values["task_run_name"] = call["taskRunName"]
        if call["resumed"]:
            values["resume"] = True
        loop = call["loop"]
        if loop is not None:
            values["task_loop_count"] = loop["count"]
            values["task_loop_result"] = Inputs([]).live(loop["result"])
        return values
