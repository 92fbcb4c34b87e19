"""All of one sandboxed Python worker: what it holds, and what JavaScript calls."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from typing import Any, Protocol

from flowbook import guards, network
from flowbook.call_context import LiveRun
from flowbook.calls import Batch
from flowbook.cells import Cells
from flowbook.flow_watch import FlowWatch
from flowbook.output import Output
from flowbook.prints import GATHER
from flowbook.questions import answer_all
from flowbook.runs import live_reply, to_run_request
from flowbook.wire import pack, unpack
from prefect import _realm, _sandbox
from prefect.core.flow import Flow
from prefect.engine.state import State
from prefect.utilities import logging as prefect_logging

#: A text and a block, as a JavaScript array.
Packed = Any


class Shell(Protocol):
    """What the JavaScript around does for this worker. Messages go as text and block."""

    def post(self, text: str, block: Any) -> None:
        """Sends a report."""

    def runFlow(self, text: str, block: Any) -> Any:
        """A promise of how the run ended, packed: [text, block]."""

    def fetch(self, text: str, block: Any) -> Any:
        """A promise of what came of a request for the network, packed: [text, block]."""

    def nextTicks(self, text: str) -> str:
        """The next events of a schedule, as JSON; `{"error": …}` if it is none."""

    def sleep(self, milliseconds: float) -> Any:
        """A promise for later."""


class Clock:
    """The time as user code's run sees it: a run with skipped waits lives in the future."""

    def __init__(self) -> None:
        #: Milliseconds.
        self.offset = 0.0

    def now(self) -> float:
        """Milliseconds since the epoch."""
        return time.time() * 1000 + self.offset


class World:
    """One per worker."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._clock = Clock()
        self._output = Output(
            self._send,
            self._clock.now,
            lambda: self._cells.current,
            lambda tell: _soon(GATHER, tell),
        )
        self._watch = FlowWatch(self._post)
        self._cells = Cells(self._output, self._watch, self._wait)
        self._runner_handlers: dict[str, list[Any]] = {}
        #: Batches and questions under way; while one is, no cell is evaluated.
        self._turns = 0
        # All workers begin from one snapshot: without this they would draw the same numbers.
        random.seed()
        self._output.install()
        guards.install(_can_wait, self._sleep)
        network.install(self._fetch)
        _realm.set_host(self)
        prefect_logging.install()

    # What JavaScript calls -----------------------------------------------------------------------

    def load(self, text: str, block: Any) -> Packed:
        """See `SandboxWorkerApi.load`."""
        return _to_js(self._cells.load(_from_js(text, block)))

    def evaluate(self, text: str, block: Any) -> Packed:
        """See `SandboxWorkerApi.evaluate`."""
        return _to_js(self._cells.evaluate(_from_js(text, block)))

    def begin_batch(self, text: str, block: Any) -> OpenBatch:
        """A batch of calls, to be worked through in steps."""
        return OpenBatch(Batch(_from_js(text, block), self._output, self._clock), self._in_turn)

    def ask(self, text: str, block: Any) -> Packed:
        """See `SandboxWorkerApi.ask`."""
        given = _from_js(text, block)
        self._clock.offset = given["run"]["clockOffset"]
        run = LiveRun(given["run"])
        answers = self._in_turn(
            lambda: answer_all(given["questions"], run, given["flow"], self._runner_handlers)
        )
        return _to_js(answers)

    def _in_turn(self, work: Callable[[], Any]) -> Any:
        self._turns += 1
        try:
            return work()
        finally:
            self._turns -= 1
            self._output.tell()

    # What the flow API asks of its host ----------------------------------------------------------

    def flow_changed(self, flow: Flow) -> None:
        """See `Host`. What a task builds is its own affair; the run of it shows its graph."""
        if not self.is_calling():
            self._watch.changed(flow)

    def run_flow(self, flow: Flow, parameters: dict[str, Any], options: dict[str, Any]) -> State:
        """See `Host`."""
        # Of one that is only answered from the record too: a run that goes on asks here for them.
        self._runner_handlers[_sandbox.flow_id(flow)] = list(
            options.get("task_runner_state_handlers") or ()
        )
        replay = None if self.is_calling() else self._cells.replay
        if replay is not None:
            return live_reply(flow, replay.next())
        request = to_run_request(flow, parameters, options)
        self._watch.flush()
        self._output.tell()
        text, block = pack(
            {
                "cell": None if self.is_calling() else self._cells.current,
                "work": self._output.work,
                "captures": self._cells.captures.values,
                "run": request,
            }
        )
        reply = self._give_way(lambda: self._wait(self._shell.runFlow(text, _as_js(block))))
        return live_reply(flow, unpack(reply[0], reply[1].to_bytes()))

    def _give_way(self, wait: Callable[[], Any]) -> Any:
        """Others work in this interpreter meanwhile; afterwards all is as it was."""
        restore_context = _sandbox.keep_call_context()
        restore_lines = self._output.give_way()
        offset, turns = self._clock.offset, self._turns
        try:
            return wait()
        finally:
            self._clock.offset, self._turns = offset, turns
            restore_lines()
            restore_context()

    def log(self, level: int, logger: str, message: str) -> None:
        """See `Host`."""
        self._output.log(level, logger, message)

    def warn(self, message: str) -> None:
        """See `Host`."""
        self._output.print("WARNING", message)

    def now(self) -> float:
        """See `Host`."""
        return self._clock.now()

    def is_calling(self) -> bool:
        """See `Host`."""
        return self._turns > 0

    def next_ticks(self, schedule: dict[str, Any], n: int, after: float) -> list[dict[str, Any]]:
        """See `Host`."""
        asked, _ = pack({"schedule": schedule, "n": n, "after": after})
        answer = unpack(self._shell.nextTicks(asked), b"")
        if isinstance(answer, dict):
            raise ValueError(answer["error"])
        return answer

    # ---------------------------------------------------------------------------------------------

    def _sleep(self, milliseconds: float) -> None:
        self._output.tell()
        self._wait(self._shell.sleep(milliseconds))

    def _post(self, report: dict[str, Any]) -> None:
        # Nothing overtakes what was printed before it.
        self._output.tell()
        self._send(report)

    def _send(self, report: dict[str, Any]) -> None:
        text, block = pack(report)
        self._shell.post(text, _as_js(block))

    def _fetch(self, asked: dict[str, Any]) -> dict[str, Any]:
        text, block = pack(asked)
        reply = self._wait(self._shell.fetch(text, _as_js(block)))
        return unpack(reply[0], reply[1].to_bytes())

    def _wait(self, awaitable: Any) -> Any:
        from pyodide.ffi import can_run_sync, run_sync

        if not can_run_sync():
            raise RuntimeError(
                "This browser cannot let Python wait for the flow to run, or for an answer (it has "
                "no JavaScript Promise Integration). Use a current Chrome or Edge, or run the flow "
                "without flow.run()."
            )
        return run_sync(awaitable)


class OpenBatch:
    """A batch as JavaScript holds it."""

    def __init__(self, batch: Batch, in_turn: Callable[[Callable[[], Any]], Any]) -> None:
        self._batch = batch
        self._in_turn = in_turn

    def step(self, milliseconds: float) -> Packed:
        """Makes calls for about so long; their outcomes."""
        return _to_js(self._in_turn(lambda: self._batch.step(milliseconds / 1000)))

    def revoke(self, text: str) -> str:
        """Takes calls back that have not begun; JSON lists of works, in and out."""
        return pack(self._batch.revoke(unpack(text, b"")))[0]

    @property
    def is_done(self) -> bool:
        """Whether no call is left."""
        return self._batch.is_done


def _soon(seconds: float, call: Callable[[], None]) -> None:
    asyncio.get_event_loop().call_later(seconds, call)


def _can_wait() -> bool:
    from pyodide.ffi import can_run_sync

    return can_run_sync()


def _as_js(value: Any) -> Any:
    from pyodide.ffi import to_js

    return to_js(value)


def _to_js(message: Any) -> Any:
    return _as_js(list(pack(message)))


def _from_js(text: str, block: Any) -> Any:
    return unpack(text, block.to_bytes())
