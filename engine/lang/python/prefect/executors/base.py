"""`prefect.executors.base`, where Prefect has it."""

from prefect.executors import Executor

__all__ = ["Executor"]
