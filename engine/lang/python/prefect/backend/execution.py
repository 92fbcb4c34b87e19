"""`prefect.backend.execution`, where Prefect has it."""

from prefect.backend import execute_flow_run

__all__ = ["execute_flow_run"]
