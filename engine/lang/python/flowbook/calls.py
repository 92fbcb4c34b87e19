"""Works through a batch of calls, one call after the other."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from flowbook.call_context import LiveRun
from flowbook.failures import to_failure
from flowbook.states import report_signal
from flowbook.values import Inputs, UnsendableError, report_failure, report_value
from prefect import _realm, _sandbox
from prefect.core.task import Task
from prefect.engine.signals import ENDRUN, LOOP, PrefectStateSignal

if TYPE_CHECKING:
    from flowbook.output import Output
    from flowbook.world import Clock

Outcome = dict[str, Any]


class Batch:
    """Calls that arrived together; worked through in steps, so that others are heard between."""

    def __init__(self, batch: dict[str, Any], output: Output, clock: Clock) -> None:
        self._calls: list[dict[str, Any]] = list(reversed(batch["calls"]))
        self._flow = _realm.flow_by_id(batch["flow"])
        self._flow_id = batch["flow"]
        self._inputs = Inputs(batch["wholes"])
        self._run = LiveRun(batch["run"])
        self._output = output
        self._clock = clock

    @property
    def is_done(self) -> bool:
        """Whether no call is left."""
        return not self._calls

    def revoke(self, works: list[str]) -> list[str]:
        """Takes calls back that have not begun; gives those that were."""
        asked = set(works)
        taken = [call["work"] for call in self._calls if call["work"] in asked]
        self._calls = [call for call in self._calls if call["work"] not in asked]
        return taken

    def step(self, seconds: float) -> list[dict[str, Any]]:
        """Makes calls for about so long, at least one."""
        until = time.monotonic() + seconds
        outcomes: list[dict[str, Any]] = []
        while self._calls:
            outcomes.append(self._make(self._calls.pop()))
            if time.monotonic() > until:
                break
        return outcomes

    def _make(self, call: dict[str, Any]) -> dict[str, Any]:
        self._clock.offset = self._run.offset
        started = self._clock.now()
        task = None if self._flow is None else _sandbox.task_of(self._flow, call["slug"])
        logs: list[dict[str, Any]] = []
        if task is None:
            slug = call["slug"]
            missing = LookupError(f'This worker knows no task "{slug}" in flow {self._flow_id}.')
            outcome = _threw(missing, False)
        else:
            lines = self._output.begin_call(call["work"], task.log_stdout)
            try:
                outcome = self._call(task, call)
            finally:
                logs = self._output.end_call(lines)
        return {
            "work": call["work"],
            "outcome": outcome,
            "startedAt": started,
            "endedAt": self._clock.now(),
            "logs": logs,
        }

    def _call(self, task: Task, call: dict[str, Any]) -> Outcome:
        try:
            _sandbox.set_call_context(self._run.call(task, call["slug"], call["context"]))
            returned = _sandbox.invoke(task, self._inputs.all(call["inputs"]))
        except BaseException as thrown:
            return _thrown(task, call, thrown)
        finally:
            _sandbox.set_call_context({})
        try:
            return {"type": "returned", "value": report_value(returned, call["wantsNested"])}
        except UnsendableError as error:
            return _unsendable(f'Task "{task.name}" returned a value', error)


def _thrown(task: Task, call: dict[str, Any], thrown: BaseException) -> Outcome:
    retryable = _sandbox.is_retryable(task, thrown)
    if not isinstance(thrown, (PrefectStateSignal, ENDRUN)):
        return _threw(thrown, retryable)
    try:
        signal = {**report_signal(thrown), "retryable": retryable}
    except UnsendableError as error:
        return _unsendable(
            f'Task "{task.name}" raised {type(thrown).__name__} with a result', error
        )
    if isinstance(thrown, LOOP):
        loop = call["context"]["loop"]
        signal["loopCount"] = thrown.state.loop_count or (1 if loop is None else loop["count"])
    return signal


def _threw(thrown: BaseException, retryable: bool) -> Outcome:
    return {
        "type": "threw",
        "failure": to_failure(thrown),
        "value": report_failure(thrown),
        "retryable": retryable,
    }


def _unsendable(subject: str, error: UnsendableError) -> Outcome:
    failure = TypeError(
        f"{subject} that cannot leave its worker: result{error.path} is {error.what}. Results travel "
        "between workers by pickle: return data, or what the next task needs to make the object."
    )
    return {
        "type": "unserialisable",
        "failure": to_failure(failure),
        "value": report_failure(failure),
    }
