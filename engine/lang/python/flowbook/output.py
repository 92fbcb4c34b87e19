"""Where a line goes that user code prints or logs: to the call it belongs to, else under its cell."""

from __future__ import annotations

import io
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

from flowbook.failures import CELL_FILE
from flowbook.prints import Later, LineLimit, Post, Prints

#: Lines of a call that goes on are told after so many seconds, …
_FLUSH_AFTER = 0.05
#: … or when there are so many.
_MOST_AT_ONCE = 1000
_MAX_TEXT = 50_000

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class OpenCall:
    """A call under way, for its lines."""

    def __init__(self, work: str, log_stdout: bool, outer: OpenCall | None) -> None:
        self.work = work
        self.log_stdout = log_stdout
        self.outer = outer
        self.logs: list[dict[str, Any]] = []
        self.flushed_at = time.monotonic()


class Output:
    """All that user code writes."""

    def __init__(
        self, post: Post, now: Callable[[], float], cell: Callable[[], str], later: Later
    ) -> None:
        self._post = post
        self._prints = Prints(post, later)
        self._now = now
        self._cell = cell
        self._limit = LineLimit()
        self._display_limit = LineLimit("output")
        #: The progress that the cell shows.
        self._bars: set[tuple[str, str]] = set()
        self._call: OpenCall | None = None
        #: While cells are evaluated again nothing is printed: it was, when they first were.
        self.silent = False
        self._streams = (_Stream(self, "INFO"), _Stream(self, "WARNING"))

    def install(self) -> Callable[[], None]:
        """From now on Python's own ways of writing lead here. The answer puts them back."""
        before = sys.stdout, sys.stderr, warnings.showwarning
        sys.stdout, sys.stderr = self._streams
        warnings.showwarning = self._warn
        # As in a script: what one's own code does is shown.
        warnings.simplefilter("default")

        def remove() -> None:
            sys.stdout, sys.stderr, warnings.showwarning = before

        return remove

    @property
    def takes_pieces(self) -> bool:
        """Whether a line may be told in pieces, as it comes."""
        return self._call is None

    @property
    def work(self) -> str | None:
        """The call whose lines these are; None: nobody's, but a cell's."""
        return None if self._call is None else self._call.work

    def begin_call(self, work: str, log_stdout: bool) -> OpenCall:
        """From now on lines belong to this call."""
        self._finish_lines()
        self._call = OpenCall(work, log_stdout, self._call)
        return self._call

    def end_call(self, call: OpenCall) -> list[dict[str, Any]]:
        """The lines of the call that were not told yet."""
        self._finish_lines()
        self._call = call.outer
        note = self._limit.take_note()
        if note is not None:
            call.logs.append(self._line("WARNING", "stdout", note))
        return call.logs

    def give_way(self) -> Callable[[], None]:
        """A call waits for a run it asked for: its lines are put aside until the answer is called."""
        call = self._call

        def go_on() -> None:
            self._call = call

        return go_on

    def written(self, level: str, text: str) -> None:
        """One `write` to a stream, of a task with `log_stdout`."""
        if self._call is not None and text.strip():
            # Prefect: with log_stdout each write of something visible is one INFO record.
            self._add(self._call, "INFO", "prefect.TaskRunner", text)

    @property
    def takes_writes(self) -> bool:
        """Whether each write is a record of its own."""
        return self._call is not None and self._call.log_stdout

    @property
    def is_due(self) -> bool:
        """Whether a line that is written over and over is to be shown again."""
        return self._call is None and self._prints.is_due

    def print(self, level: str, text: str, is_open: bool = False) -> None:
        """A line of a stream, or several; open: what is printed next goes on in the last one."""
        if self._call is not None:
            self._add(self._call, level, "stdout", text)
        elif not self.silent and self._limit.admit(text.count("\n") + 1):
            self._note_left_out()
            shown = text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 1] + "…"
            self._prints.add(self._cell(), level, shown if is_open else shown + "\n")

    def display(self, display: dict[str, Any]) -> None:
        """Shows something under the cell. A call can only say that it would have."""
        if self._call is not None:
            self._add(self._call, "INFO", "stdout", _in_words(display))
        elif not self.silent and self._display_limit.admit():
            self.tell()
            self._post({"type": "display", "cell": self._cell(), "display": display})

    def progress(self, bar: str, display: dict[str, Any]) -> None:
        """How far something is: it takes the place of what this bar showed. Not of calls."""
        if self._call is not None or self.silent:
            return
        cell = self._cell()
        if (cell, bar) in self._bars:
            self._prints.move(cell, bar, display)
        elif self._display_limit.admit():
            self._bars.add((cell, bar))
            self.tell()
            self._post({"type": "display", "cell": cell, "display": display, "id": bar})

    def begin_cell(self) -> None:
        """A cell is evaluated for the person."""
        self.silent = False
        self._bars.clear()

    def log(self, level: int, logger: str, message: str) -> None:
        """A record of a logger."""
        name = _LEVELS[min(max(level // 10, 1), 5) - 1]
        if self._call is not None:
            self._add(self._call, name, logger, message)
        else:
            self.print(name, message)

    def tell(self) -> None:
        """Tells what a cell has written so far, with a line that has not ended."""
        if self._call is not None:
            return
        self._finish_lines()
        self._note_left_out()
        self._prints.tell()

    def _finish_lines(self) -> None:
        for stream in self._streams:
            stream.finish()

    def _note_left_out(self) -> None:
        for limit in (self._limit, self._display_limit):
            note = limit.take_note()
            if note is not None:
                self._prints.add(self._cell(), "WARNING", note + "\n")

    def _line(self, level: str, logger: str, message: str) -> dict[str, Any]:
        return {
            "at": self._now(),
            "level": level,
            "logger": logger[:1000],
            "message": message[:_MAX_TEXT],
        }

    def _add(self, call: OpenCall, level: str, logger: str, message: str) -> None:
        if not self._limit.admit():
            return
        note = self._limit.take_note()
        if note is not None:
            call.logs.append(self._line("WARNING", "stdout", note))
        call.logs.append(self._line(level, logger, message))
        now = time.monotonic()
        if len(call.logs) >= _MOST_AT_ONCE or now - call.flushed_at > _FLUSH_AFTER:
            self._post({"type": "callLogs", "work": call.work, "logs": call.logs})
            call.logs, call.flushed_at = [], now

    def _warn(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: Any = None,
        line: str | None = None,
    ) -> None:
        where = f" (line {lineno})" if CELL_FILE.match(filename) else ""
        text = f"{category.__name__}: {message}{where}"
        if self._call is not None:
            self._add(self._call, "WARNING", "py.warnings", text)
        else:
            self.print("WARNING", text)


def _in_words(display: dict[str, Any]) -> str:
    if display["kind"] == "value":
        return str(display["node"]["text"])
    return f"(displayed: {display['kind']})"


class _Stream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr`: gathers what is written to whole lines."""

    def __init__(self, output: Output, level: str) -> None:
        self._output = output
        self._level = level
        self._begun: list[str] = []
        self._size = 0

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self._output.takes_pieces:
            begins_again = "\r" in text and self._output.is_due
            is_over = begins_again or "\n" in text
        elif self._output.takes_writes:
            self._output.written(self._level, text)
            return len(text)
        else:
            is_over = text.endswith("\n")
        self._begun.append(text)
        self._size += len(text)
        # A line that is written over is shown now and then, others when they end.
        if is_over or self._size > _MAX_TEXT:
            self.finish()
        return len(text)

    def flush(self) -> None:
        """Tells what was written of a line; a call's lines are told when they end."""
        if self._output.takes_pieces:
            self.finish()

    def finish(self) -> None:
        """Tells what was written and not told yet."""
        if not self._begun:
            return
        text = "".join(self._begun)
        self._begun.clear()
        self._size = 0
        if text:
            is_open = not text.endswith("\n")
            self._output.print(self._level, text.removesuffix("\n"), is_open)
