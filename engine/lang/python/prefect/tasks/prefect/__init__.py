"""Flows that start flows of a backend, of which there is none here. Call `flow.run()` in a task instead."""

from prefect.tasks._elsewhere import ElsewhereTask

_BACKEND = "a Prefect backend"


class StartFlowRun(ElsewhereTask):
    """Task used to kick off a Flow Run using Prefect Core's server or Prefect Cloud."""

    _needs = _BACKEND


class RenameFlowRun(ElsewhereTask):
    """Task used to rename a running flow."""

    _needs = _BACKEND


class CancelFlowRun(ElsewhereTask):
    """Task to cancel a flow run."""

    _needs = _BACKEND


class _CreateFlowRun(ElsewhereTask):
    _needs = _BACKEND


class _WaitForFlowRun(ElsewhereTask):
    _needs = _BACKEND


class _GetTaskRunResult(ElsewhereTask):
    _needs = _BACKEND


create_flow_run = _CreateFlowRun(name="create_flow_run")
wait_for_flow_run = _WaitForFlowRun(name="wait_for_flow_run")
get_task_run_result = _GetTaskRunResult(name="get_task_run_result")
