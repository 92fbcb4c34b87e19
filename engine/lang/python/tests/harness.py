"""A world without JavaScript: reports are gathered, and runs are answered by hand."""

from __future__ import annotations

from typing import Any

from flowbook.cells import Cells
from flowbook.flow_watch import FlowWatch
from flowbook.output import Output
from flowbook.runs import live_reply
from prefect import _realm, _sandbox
from prefect.core.flow import Flow
from prefect.utilities import logging as prefect_logging


class Bench:
    """What `flowbook.world.World` wires up, for a test. It is the flow API's host too."""

    def __init__(self) -> None:
        self.reports: list[dict[str, Any]] = []
        self.calling = False
        #: What is to be done a little later.
        self.later: list[Any] = []
        self.output = Output(
            self.reports.append, lambda: 1000.0, lambda: self.cells.current, self.later.append
        )
        self.watch = FlowWatch(self.reports.append)
        self.cells = Cells(self.output, self.watch, _never)
        _sandbox.reset_realm()
        _realm.set_host(self)
        prefect_logging.install()

    def run(self, text: str, cell: str = "a", above: tuple[str, ...] = ()) -> dict[str, Any]:
        """Evaluates a cell for the person."""
        streams = self.output.install()
        try:
            return self.cells.evaluate({"cell": wire(text, cell), "above": list(above)})
        finally:
            streams()

    def prints(self) -> list[str]:
        """What was printed under cells."""
        return [each["text"] for each in self.raw_prints()]

    def raw_prints(self) -> list[dict[str, Any]]:
        """The same as it was told."""
        return [
            print_ for each in self.reports if each["type"] == "prints" for print_ in each["prints"]
        ]

    def flow_changed(self, flow: Flow) -> None:
        self.watch.changed(flow)

    def run_flow(self, flow: Flow, parameters: dict[str, Any], options: dict[str, Any]) -> Any:
        if self.cells.replay is None:
            raise AssertionError("No flow is run here.")
        return live_reply(flow, self.cells.replay.next())

    def log(self, level: int, logger: str, message: str) -> None:
        self.output.log(level, logger, message)

    def warn(self, message: str) -> None:
        self.output.print("WARNING", message)

    def now(self) -> float:
        return 1000.0

    def is_calling(self) -> bool:
        return self.calling

    def next_ticks(self, schedule: dict[str, Any], n: int, after: float) -> list[dict[str, Any]]:
        return []


def wire(text: str, cell: str = "a", **more: Any) -> dict[str, Any]:
    """A cell as it comes over the wire."""
    return {"cell": cell, "language": "python", "code": text, "signatures": [], **more}


def _never(awaitable: Any) -> Any:
    raise RuntimeError("Nothing can be waited for here.")
