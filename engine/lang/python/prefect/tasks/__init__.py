"""Prefect's library of ready tasks."""

from __future__ import annotations

from typing import Any

from prefect._submodules import submodule


def __getattr__(name: str) -> Any:
    """Modules of this package come when they are asked for."""
    return submodule(__name__, name)
