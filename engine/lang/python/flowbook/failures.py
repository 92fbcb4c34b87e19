"""Exceptions as data, and back: class, message, cause and traceback survive the border."""

from __future__ import annotations

import ast
import builtins
import linecache
import re
import sys
import types
from typing import Any

CELL_FILE = re.compile(r"^flowbook-cell-(.+)\.py$")

#: The flag of classes that are written in Python.
HEAP_TYPE = 1 << 9

_MAX_MESSAGE = 20_000
_MAX_NAME = 1000
_MAX_CAUSES = 5
#: A recursion that ran away has thousands of frames; its ends say it all.
_MAX_FRAMES = 24

#: One frame: file, line, column (from 1; None: unknown) and the name of its function.
Frame = tuple[str, int, "int | None", str]

#: Frames made again by `with_frames` have these globals.
_MADE_AGAIN: dict[str, Any] = {"__name__": "flowbook.made_again"}
#: Stands for "unknown" in code that is made again; no line is so long.
_NO_COLUMN = 10_000_000


def cell_file(cell: str) -> str:
    """The name under which a cell shows up in tracebacks."""
    return f"flowbook-cell-{cell}.py"


def frames_of(error: BaseException) -> list[Frame]:
    """The frames of an exception that stand in cells, the outermost first."""
    frames: list[Frame] = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if CELL_FILE.match(code.co_filename):
            frames.append((code.co_filename, trace.tb_lineno, _column(trace), code.co_name))
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename and CELL_FILE.match(error.filename):
        frames.append((error.filename, error.lineno or 1, error.offset or None, "<module>"))
    half = _MAX_FRAMES // 2
    return frames if len(frames) <= _MAX_FRAMES else [*frames[:half], *frames[-half:]]


def _column(trace: types.TracebackType) -> int | None:
    positions = list(trace.tb_frame.f_code.co_positions())
    index = trace.tb_lasti // 2
    if not 0 <= index < len(positions):
        return None
    line, _, column, _ = positions[index]
    if line is None or column is None:
        return None
    if trace.tb_frame.f_globals is _MADE_AGAIN:
        return None if column == _NO_COLUMN else column + 1
    text = linecache.getline(trace.tb_frame.f_code.co_filename, line)
    return len(text.encode()[:column].decode(errors="ignore")) + 1


def stack_of(error: BaseException) -> str:
    """The traceback as Python writes it, with the frames of cells only, and a column in each."""
    lines = ["Traceback (most recent call last):"]
    for file, line, column, name in frames_of(error):
        place = f"line {line}" if column is None else f"line {line}, column {column}"
        lines.append(f'  File "{file}", {place}, in {name}')
    lines.append(f"{type(error).__name__}: {message_of(error)}")
    return "\n".join(lines)


def message_of(error: BaseException) -> str:
    """What the exception says, with what to do where Python's own words leave one alone."""
    # Imported late: its texts are needed only when something went wrong.
    from flowbook.advice import advised

    try:
        # Its text names the file and the line, which stand elsewhere in the reader's own terms.
        text = error.msg if isinstance(error, SyntaxError) and error.msg else str(error)
        return advised(error, text)[:_MAX_MESSAGE]
    except Exception as broken:
        return f"(its text cannot be had: {type(broken).__name__})"


def to_failure(error: BaseException, depth: int = 0) -> dict[str, Any]:
    """The exception as the wire's `Failure`. Never raises."""
    from flowbook.values import signal_of

    failure: dict[str, Any] = {
        "type": type(error).__name__[:_MAX_NAME],
        "message": message_of(error),
        "stack": stack_of(error)[:_MAX_MESSAGE],
    }
    cause = _cause_of(error)
    if cause is not None and depth < _MAX_CAUSES:
        failure["cause"] = to_failure(cause, depth + 1)
    signal = signal_of(error)
    if signal is not None:
        failure["signal"] = signal
    return failure


def _cause_of(error: BaseException) -> BaseException | None:
    if error.__cause__ is not None:
        return error.__cause__
    return None if error.__suppress_context__ else error.__context__


def parts_of(error: BaseException) -> list[tuple[BaseException, list[Frame]]]:
    """The exception and its causes, each with its frames: what a pickle would lose."""
    parts: list[tuple[BaseException, list[Frame]]] = []
    current: BaseException | None = error
    while current is not None and len(parts) <= _MAX_CAUSES:
        parts.append((current, frames_of(current)))
        current = _cause_of(current)
    return parts


def from_parts(parts: list[tuple[BaseException, list[Frame]]]) -> BaseException:
    """The exception again, with its traceback and causes."""
    made: BaseException | None = None
    for error, frames in reversed(parts):
        error.__cause__ = made
        made = with_frames(error, frames)
    if made is None:
        raise ValueError("An exception without parts cannot be made again.")
    return made


def reduced(error: BaseException) -> tuple[Any, ...]:
    """How an exception of the user's own class is pickled: without its `__init__`.

    Python would call that with `args`, which are those it gave to its base class.
    """
    native = next(base for base in type(error).__mro__ if not base.__flags__ & HEAP_TYPE)
    _, args, *state = native.__reduce__(error)
    fields = {**(state[0] or {} if state else {}), **vars(error)}
    return _made_again, (type(error), args), fields or None


def _made_again(kind: type[BaseException], args: tuple[Any, ...]) -> BaseException:
    native = next(base for base in kind.__mro__ if not base.__flags__ & HEAP_TYPE)
    error = native.__new__(kind, *args)
    try:
        native.__init__(error, *args)
    except TypeError:
        # A class of Python's own that takes other arguments: those given are in `args`.
        return error
    return error


def with_frames(error: BaseException, frames: list[Frame]) -> BaseException:
    """Gives an exception a traceback with these frames. They can be printed, not entered."""
    trace: types.TracebackType | None = None
    for frame in reversed(frames):
        made = _frame(frame)
        trace = types.TracebackType(trace, made, made.f_lasti, max(frame[1], 1))
    return error.with_traceback(trace)


def _frame(frame: Frame) -> types.FrameType:
    """A frame that says it stands at this place: of code that does nothing but raise there."""
    file, line, column, name = frame
    start = _NO_COLUMN if column is None else column - 1
    place = {"lineno": line, "end_lineno": line, "col_offset": start, "end_col_offset": start}
    raising = ast.Raise(ast.Name("LookupError", ast.Load(), **place), None, **place)
    module = ast.Module([raising], [])
    code = compile(module, file, "exec").replace(co_name=name, co_qualname=name)
    try:
        exec(code, _MADE_AGAIN)
    except LookupError as stand_in:
        trace = stand_in.__traceback__
        if trace is not None and trace.tb_next is not None:
            return trace.tb_next.tb_frame
    return sys._getframe()


def remember_source(file: str, text: str) -> None:
    """Lets tracebacks show the lines of a cell."""
    lines = [f"{line}\n" for line in text.splitlines()]
    linecache.cache[file] = (len(text), None, lines, file)


def from_failure(failure: dict[str, Any]) -> BaseException:
    """An exception of the engine's, or of a class that is not here, as good as it can be had."""
    from flowbook.values import live_value
    from prefect.engine import signals
    from prefect.exceptions import TaskTimeoutSignal

    message = failure["message"]
    signal = failure.get("signal")
    if signal is not None and signal["state"] == "TimedOut":
        return TaskTimeoutSignal(message)
    if signal is not None:
        result = signal.get("result")
        for each in vars(signals).values():
            if not isinstance(each, type) or not issubclass(each, signals.PrefectStateSignal):
                continue
            if each is signals.PrefectStateSignal or each._state_cls.__name__ != signal["state"]:
                continue
            given = {} if result is None else {"result": live_value(result)}
            return each(message or None, **given)
    error = _class_of(failure["type"])(message)
    cause = failure.get("cause")
    if cause is not None:
        error.__cause__ = from_failure(cause)
    return with_frames(error, _frames_in(failure.get("stack") or ""))


_FRAME = re.compile(r'^  File "(.+?)", line (\d+)(?:, column (\d+))?, in (.+)$', re.MULTILINE)


def _frames_in(stack: str) -> list[Frame]:
    found = _FRAME.findall(stack)
    return [
        (file, int(line), int(column) if column else None, name)
        for file, line, column, name in found
    ]


def _class_of(name: str) -> type[BaseException]:
    from prefect import exceptions

    for place in (builtins, exceptions):
        known = getattr(place, name, None)
        if isinstance(known, type) and issubclass(known, BaseException):
            # Those that take more than a text cannot be made of one.
            return known if not issubclass(known, UnicodeError) else ValueError
    return type(name, (Exception,), {"__module__": "flowbook.failures"})
