"""Follows the flows that user code makes, and tells the engine of each change before anything runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flowbook.values import UnsendableError, report_failure, report_value
from prefect import _sandbox
from prefect.core.flow import Flow


class FlowWatch:
    """Which flows are new, and which have changed since they were told."""

    def __init__(self, post: Callable[[dict[str, Any]], None]) -> None:
        self._post = post
        self._known: set[int] = set()
        self._new: dict[int, Flow] = {}
        self._changed: dict[int, Flow] = {}
        #: While cells are evaluated again nothing is told.
        self.quiet = False

    def changed(self, flow: Flow) -> None:
        """Building a flow makes many changes in a row: they are told together."""
        if id(flow) not in self._known:
            self._known.add(id(flow))
            self._new[id(flow)] = flow
        if not self.quiet:
            self._changed[id(flow)] = flow

    def flush(self) -> None:
        """Tells what changed, now."""
        changed, self._changed = self._changed, {}
        for flow in changed.values():
            self._post({"type": "flowBuilt", "description": self.describe(flow)})

    def take_new(self) -> list[Flow]:
        """The flows made since the last call."""
        made, self._new = self._new, {}
        return list(made.values())

    def describe(self, flow: Flow) -> dict[str, Any]:
        """The flow as it stands; a constant that cannot leave its worker is shown as a failure."""
        return _sandbox.describe_flow(flow, _encode_leniently)


def _encode_leniently(value: Any) -> dict[str, Any]:
    try:
        return report_value(value)
    except UnsendableError as error:
        return report_failure(error)
