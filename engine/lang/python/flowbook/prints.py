"""Text printed under cells: told at once while it is little, else much in one report."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

Post = Callable[[dict[str, Any]], None]

#: Calls what it is given a little later, if Python is not busy then.
Later = Callable[[Callable[[], None]], None]

#: Reports that are sent at once, and how many more a second.
_AT_ONCE = 100
#: Past these, text is gathered for so many seconds, …
GATHER = 0.05
#: … or until there are so many characters.
_MOST_CHARACTERS = 200_000
#: Characters of one text: the engine takes no longer ones.
_LONGEST = 20_000

#: Lines at once, and a second.
_MOST_LINES = 200_000
_MOST_PER_SECOND = 20_000
#: The same for what is displayed.
_MOST_DISPLAYS = 2_000
_DISPLAYS_PER_SECOND = 50


class Bucket:
    """Holds up to `burst` tokens and gains `per_second`."""

    def __init__(self, burst: float, per_second: float) -> None:
        self._burst = burst
        self._per_second = per_second
        self._tokens = burst
        self._filled_at = time.monotonic()

    def take(self, count: int, now: float) -> bool:
        """Takes so many tokens, or none if there are not enough."""
        gained = (now - self._filled_at) * self._per_second
        self._tokens = min(self._burst, self._tokens + gained)
        self._filled_at = now
        if count > self._tokens:
            return False
        self._tokens -= count
        return True


class LineLimit:
    """Keeps a program that prints in a loop from drowning whoever reads."""

    def __init__(self, what: str = "line") -> None:
        is_lines = what == "line"
        self._bucket = (
            Bucket(_MOST_LINES, _MOST_PER_SECOND)
            if is_lines
            else Bucket(_MOST_DISPLAYS, _DISPLAYS_PER_SECOND)
        )
        self._what = what
        self._left_out = 0

    def admit(self, count: int = 1) -> bool:
        """Whether so many more lines may go out now."""
        if self._bucket.take(count, time.monotonic()):
            return True
        self._left_out += count
        return False

    def take_note(self) -> str | None:
        """What to say of the lines that were left out since the last time."""
        count, self._left_out = self._left_out, 0
        if count == 0:
            return None
        return f"… {count:,} {self._what}{'' if count == 1 else 's'} left out"


class _Run:
    """Pieces of one level that make one text."""

    def __init__(self, level: str) -> None:
        self.level = level
        self.size = 0
        self._pieces: list[str] = []

    def add(self, text: str) -> None:
        self._pieces.append(text)
        self.size += len(text)

    def print(self) -> dict[str, Any]:
        text = "".join(self._pieces)
        print_: dict[str, Any] = {"level": self.level, "text": text.removesuffix("\n")}
        if not text.endswith("\n"):
            print_["isOpen"] = True
        return print_


class Prints:
    """What is printed and not told yet."""

    def __init__(self, post: Post, later: Later) -> None:
        self._post = post
        self._later = later
        self._at_once = Bucket(_AT_ONCE, _AT_ONCE)
        self._cell = ""
        self._runs: list[_Run] = []
        self._size = 0
        self._told_at = 0.0
        self._waits = False
        #: How progress stands, by cell and bar, that was not told yet.
        self._bars: dict[tuple[str, str], dict[str, Any]] = {}

    @property
    def is_due(self) -> bool:
        """Whether the last report was long ago."""
        return time.monotonic() - self._told_at > GATHER

    def add(self, cell: str, level: str, text: str) -> None:
        """A piece of text: with a line break at its end, or to be gone on with."""
        if cell != self._cell:
            self.tell()
            self._cell = cell
        last = self._runs[-1] if self._runs else None
        if last is None or last.level != level or last.size + len(text) > _LONGEST:
            last = _Run(level)
            self._runs.append(last)
        last.add(text)
        self._size += len(text)
        now = time.monotonic()
        is_due = self._size > _MOST_CHARACTERS or now - self._told_at > GATHER
        if is_due or self._at_once.take(1, now):
            self.tell()
        else:
            self._tell_soon()

    def move(self, cell: str, bar: str, display: dict[str, Any]) -> None:
        """How far something is now: only how it stands last is told."""
        self._bars[(cell, bar)] = display
        if self.is_due:
            self.tell()
        else:
            self._tell_soon()

    def tell(self) -> None:
        """Tells what was gathered."""
        if not self._runs and not self._bars:
            return
        runs, self._runs = self._runs, []
        bars, self._bars = self._bars, {}
        self._size = 0
        self._told_at = time.monotonic()
        if runs:
            prints = [run.print() for run in runs]
            self._post({"type": "prints", "cell": self._cell, "prints": prints})
        for (cell, bar), display in bars.items():
            self._post({"type": "display", "cell": cell, "display": display, "id": bar})

    def _tell_soon(self) -> None:
        if not self._waits:
            self._waits = True
            self._later(self._tell_later)

    def _tell_later(self) -> None:
        self._waits = False
        self.tell()
