"""Warnings for the author of a flow, at the author's own line."""

from __future__ import annotations

import os
import sys
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect.core.flow import Flow

_OURS = os.path.dirname(__file__) + os.sep


def warn(message: str, flow: Flow | None = None) -> None:
    """Warns as `warnings.warn` does, from the nearest line that is not ours.

    Args:
        flow: keeps the message, to be shown beside its graph.
    """
    if flow is not None:
        flow.note_warning(message)
    level, frame = 2, sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_OURS):
        frame, level = frame.f_back, level + 1
    warnings.warn(message, UserWarning, stacklevel=level - 1)


def place_of_call() -> dict[str, object] | None:
    """Where in a cell the flow API was called from; None where no cell is on the stack."""
    frame = sys._getframe(1)
    depth = 0
    while frame is not None and depth < 60:
        file = frame.f_code.co_filename
        if file.startswith("flowbook-cell-"):
            cell = file[len("flowbook-cell-") : -len(".py")]
            return {"cell": cell, "line": frame.f_lineno, "column": _column(frame)}
        frame, depth = frame.f_back, depth + 1
    return None


def _column(frame: object) -> int:
    code, index = frame.f_code, frame.f_lasti // 2  # type: ignore[attr-defined]
    for at, (_, _, column, _) in enumerate(code.co_positions()):
        if at == index:
            return (column or 0) + 1
    return 1
