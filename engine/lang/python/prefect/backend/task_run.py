"""`prefect.backend.task_run`, where Prefect has it."""

from prefect.backend import TaskRunView

__all__ = ["TaskRunView"]
