"""`prefect.executors.dask`, where Prefect has it."""

from prefect.executors import DaskExecutor, LocalDaskExecutor

__all__ = ["DaskExecutor", "LocalDaskExecutor"]
