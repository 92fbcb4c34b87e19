"""`prefect.backend.flow_run`, where Prefect has it."""

from prefect.backend import FlowRunView, watch_flow_run

__all__ = ["FlowRunView", "watch_flow_run"]
