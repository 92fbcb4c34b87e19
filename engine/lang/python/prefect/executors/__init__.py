"""Where tasks run: one after the other, or side by side in the browser's workers."""

from __future__ import annotations

from typing import Any


class Executor:
    """Base Executor class that all other executors inherit from."""

    _executor = "pool"


class LocalExecutor(Executor):
    """Runs all tasks in the notebook's own worker, one after the other."""

    _executor = "local"


class LocalDaskExecutor(Executor):
    """Runs tasks side by side. Prefect's settings are taken and not needed."""

    def __init__(self, scheduler: str = "threads", **kwargs: Any) -> None:
        self.scheduler = scheduler
        self.kwargs = kwargs


class DaskExecutor(Executor):
    """The same as `LocalDaskExecutor`: there is no cluster here."""

    def __init__(
        self,
        address: str | None = None,
        cluster_class: Any = None,
        cluster_kwargs: dict[str, Any] | None = None,
        adapt_kwargs: dict[str, Any] | None = None,
        client_kwargs: dict[str, Any] | None = None,
        debug: bool | None = None,
        performance_report_path: str | None = None,
        disable_cancellation_event: bool = False,
        watch_worker_status: bool | None = None,
    ) -> None:
        self.address = address
        self.cluster_class = cluster_class
        self.cluster_kwargs = cluster_kwargs
        self.adapt_kwargs = adapt_kwargs
        self.client_kwargs = client_kwargs


def executor_kind(executor: Any) -> str:
    """What the engine calls it: "pool" or "local".

    Raises:
        TypeError: if it is no executor.
    """
    if isinstance(executor, Executor):
        return executor._executor
    if executor in ("pool", "local"):
        return str(executor)
    raise TypeError(
        f"executor must be a LocalExecutor(), LocalDaskExecutor() or DaskExecutor(), not {executor!r}."
    )
