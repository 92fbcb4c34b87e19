"""`prefect.executors.local`, where Prefect has it."""

from prefect.executors import LocalExecutor

__all__ = ["LocalExecutor"]
