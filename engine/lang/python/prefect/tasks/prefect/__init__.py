"""Flows that start flows of a backend, of which there is none here. Call `flow.run()` in a task instead."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, NoReturn

from prefect.tasks._elsewhere import ElsewhereTask

_BACKEND = "a Prefect backend"


class StartFlowRun(ElsewhereTask):
    """Task used to kick off a Flow Run using Prefect Core's server or Prefect Cloud."""

    _needs = _BACKEND
    _settings = ("flow_name", "project_name", "parameters", "wait")

    def run(  # type: ignore[override]
        self,
        flow_name: str | None = None,
        project_name: str | None = None,
        parameters: dict[str, Any] | None = None,
        idempotency_key: str | None = None,
        new_flow_context: dict[str, Any] | None = None,
        run_name: str | None = None,
        scheduled_start_time: datetime.datetime | None = None,
    ) -> NoReturn:
        """Raises:
        RuntimeError: always.
        """
        self._refuse()


class RenameFlowRun(ElsewhereTask):
    """Task used to rename a running flow."""

    _needs = _BACKEND
    _settings = ("flow_run_id", "flow_run_name")

    def run(  # type: ignore[override]
        self, flow_run_id: str | None = None, flow_run_name: str | None = None
    ) -> NoReturn:
        """Raises:
        RuntimeError: always.
        """
        self._refuse()


class CancelFlowRun(ElsewhereTask):
    """Task to cancel a flow run."""

    _needs = _BACKEND
    _settings = ("flow_run_id",)

    def run(self, flow_run_id: str | None = None) -> NoReturn:  # type: ignore[override]
        """Raises:
        RuntimeError: always.
        """
        self._refuse()


class _CreateFlowRun(ElsewhereTask):
    _needs = _BACKEND

    def run(  # type: ignore[override]
        self,
        flow_id: str | None = None,
        flow_name: str | None = None,
        project_name: str | None = None,
        parameters: dict[str, Any] | None = None,
        context: dict[str, Any] | None = None,
        labels: Iterable[str] | None = None,
        run_name: str | None = None,
        run_config: Any = None,
        scheduled_start_time: datetime.datetime | datetime.timedelta | None = None,
        idempotency_key: str | None = None,
    ) -> NoReturn:
        self._refuse()


class _WaitForFlowRun(ElsewhereTask):
    _needs = _BACKEND

    def run(  # type: ignore[override]
        self,
        flow_run_id: str,
        stream_states: bool = True,
        stream_logs: bool = False,
        raise_final_state: bool = False,
        max_duration: datetime.timedelta = datetime.timedelta(hours=12),
    ) -> NoReturn:
        self._refuse()


class _GetTaskRunResult(ElsewhereTask):
    _needs = _BACKEND

    def run(  # type: ignore[override]
        self, flow_run_id: str, task_slug: str, map_index: int = -1, poll_time: int = 5
    ) -> NoReturn:
        self._refuse()


create_flow_run = _CreateFlowRun(name="create_flow_run")
wait_for_flow_run = _WaitForFlowRun(name="wait_for_flow_run")
get_task_run_result = _GetTaskRunResult(name="get_task_run_result")
