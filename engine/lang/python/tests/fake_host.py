"""An engine whose schedules tick at fixed moments, for tests."""

from __future__ import annotations

import unittest
from typing import Any

from prefect import _realm


class FakeHost:
    """An engine whose schedules tick at fixed moments."""

    def __init__(self, *ticks: dict[str, Any]) -> None:
        self.ticks = list(ticks)
        self.asked: list[tuple[dict[str, Any], int, float]] = []
        self.fault: str | None = None

    def now(self) -> float:
        return 5_000

    def next_ticks(self, schedule: dict[str, Any], n: int, after: float) -> list[dict[str, Any]]:
        self.asked.append((schedule, n, after))
        if self.fault is not None:
            raise ValueError(self.fault)
        return [tick for tick in self.ticks if tick["at"] > after][:n]


def tick(at: int, zone: str = "UTC", **more: Any) -> dict[str, Any]:
    return {"at": at, "zone": zone, "parameterDefaults": {}, "labels": None, **more}


class HostTest(unittest.TestCase):
    def setUp(self) -> None:
        self.host = FakeHost()
        before = _realm.host()
        _realm.set_host(self.host)  # type: ignore[arg-type]
        self.addCleanup(_realm.set_host, before)
