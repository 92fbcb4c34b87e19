"""`display`, `chart`, `progress` and `track`, as cells have them without importing them."""

from __future__ import annotations

import builtins
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from flowbook.chart import Chart, chart
from flowbook.output import Output
from flowbook.preview import preview_of

Display = dict[str, Any]
Item = TypeVar("Item")

_MOST_IMAGE = 8_000_000
_MOST_HTML = 1_000_000
_MOST_MARKDOWN = 200_000
_MOST_LABEL = 200

_IMAGE_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")


class CannotDisplay(Exception):
    """Too much of it, or nothing that can be shown: the message says which."""


def html_of(html: Any) -> Display:
    """HTML, to be shown in a frame of its own."""
    return {"kind": "html", "html": _text(html, "HTML", _MOST_HTML)}


def markdown_of(text: Any) -> Display:
    """Markdown."""
    return {"kind": "markdown", "text": _text(text, "Markdown", _MOST_MARKDOWN)}


def image_of(data: Any, kind: str = "image/png", alt: str | None = None) -> Display:
    """The bytes of an image."""
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise CannotDisplay("An image is given as bytes.")
    if kind not in _IMAGE_TYPES:
        raise CannotDisplay(f"Images are shown of the types {', '.join(_IMAGE_TYPES)}.")
    size = memoryview(data).nbytes
    if size > _MOST_IMAGE:
        raise CannotDisplay(f"This image takes {size / 1e6:.1f} MB; one of at most 8 MB is shown.")
    shown: Display = {"kind": "image", "mime": kind, "data": bytes(data)}
    return shown if alt is None else {**shown, "alt": str(alt)[:_MOST_LABEL]}


def svg_of(svg: Any, alt: str | None = None) -> Display:
    """A drawing in SVG."""
    return image_of(_text(svg, "SVG", _MOST_IMAGE).encode(), "image/svg+xml", alt)


def _text(value: Any, what: str, most: int) -> str:
    if not isinstance(value, str):
        raise CannotDisplay(f"{what} is given as a text.")
    # The engine counts as JavaScript does: two for a character beyond the first 65,536.
    size = len(value) + sum(1 for each in value if each > "\uffff")
    if size > most:
        raise CannotDisplay(
            f"This {what} has {len(value):,} characters; at most {most:,} are shown."
        )
    # A half of such a character cannot be written down.
    return value.encode("utf-8", "replace").decode()


#: As in IPython: an object's own methods say how it is shown. The first one that answers is taken.
_METHODS: tuple[tuple[str, Callable[[Any], Display]], ...] = (
    ("_repr_html_", html_of),
    ("_repr_svg_", svg_of),
    ("_repr_png_", image_of),
    ("_repr_jpeg_", lambda data: image_of(data, "image/jpeg")),
    ("_repr_markdown_", markdown_of),
)


def rich_of(value: Any) -> Display | None:
    """The form in which a value shows itself; None: as a tree, as any other.

    Raises:
        Exception: what the value's own method raises, or CannotDisplay.
    """
    if isinstance(value, Chart):
        return {"kind": "chart", "chart": value.data}
    if isinstance(value, type):
        return None
    for name, form in _METHODS:
        method = getattr(type(value), name, None)
        found = method(value) if callable(method) else None
        if found is not None:
            return form(found)
    return None


class Displays:
    """What cells show below themselves."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._bars = 0

    def install(self) -> None:
        """Gives the names to all cells. A cell may define its own."""
        builtins.display = _DisplayFunction(self)  # type: ignore[attr-defined]
        builtins.chart = chart  # type: ignore[attr-defined]
        builtins.progress = self.progress  # type: ignore[attr-defined]
        builtins.track = self.track  # type: ignore[attr-defined]

    def last_value(self, value: Any) -> Display | None:
        """The form in which the last value of a cell is shown; None: as a tree."""
        try:
            return rich_of(value)
        except Exception as error:
            self._complain(error)
            return None

    def show(self, make: Callable[[], Display]) -> None:
        """Shows something. What cannot be shown does not end a cell: that it cannot is said."""
        try:
            display = make()
        except Exception as error:
            self._complain(error)
        else:
            self._output.display(display)

    def _complain(self, error: Exception) -> None:
        kind = "" if isinstance(error, CannotDisplay) else f"{type(error).__name__}: "
        self._output.print("WARNING", f"Not displayed. {kind}{error}")

    def progress(self, done: float, total: float | None = None, label: str = "") -> None:
        """Shows how far something is. Called again with the same label it moves the same bar.

        Args:
            done: how much is done.
            total: how much there is; left out: nobody knows.
            label: what it is about.
        """
        self._move(f"progress:{label}", done, total, label)

    def track(self, items: Iterable[Item], label: str = "") -> Iterator[Item]:
        """The items, one after the other, and a bar that shows how many of them are done.

        Args:
            items: what to go through.
            label: what it is about.
        """
        self._bars += 1
        bar = f"track:{self._bars}"
        total = len(items) if hasattr(items, "__len__") else None
        done = 0
        self._move(bar, done, total, label)
        for item in items:
            yield item
            done += 1
            self._move(bar, done, total, label)
        # Now it is known how many there were.
        self._move(bar, done, done, label)

    def _move(self, bar: str, done: float, total: float | None, label: str) -> None:
        numbers = [float(done), None if total is None else float(total)]
        if not all(each is None or math.isfinite(each) for each in numbers):
            raise ValueError("progress(done, total) takes numbers; total may be left out.")
        at = {
            "kind": "progress",
            "done": numbers[0],
            "total": numbers[1],
            "label": str(label)[:_MOST_LABEL],
        }
        self._output.progress(bar[:_MOST_LABEL], at)


class _DisplayFunction:
    """`display(value)`, and `display.html(text)` and the like."""

    def __init__(self, displays: Displays) -> None:
        self._displays = displays

    def __repr__(self) -> str:
        return "<function display>"

    def __call__(self, *values: Any) -> None:
        """Shows values below the cell.

        Charts, and objects with `_repr_html_`, `_repr_svg_`, `_repr_png_`, `_repr_jpeg_` or
        `_repr_markdown_`, show themselves; anything else is shown as a tree of its parts.
        """
        for value in values:
            self._displays.show(lambda value=value: rich_of(value) or _tree(value))

    def html(self, html: str) -> None:
        """Shows HTML, in a frame where no script runs and nothing is loaded."""
        self._displays.show(lambda: html_of(html))

    def markdown(self, text: str) -> None:
        """Shows Markdown."""
        self._displays.show(lambda: markdown_of(text))

    def svg(self, svg: str, alt: str | None = None) -> None:
        """Shows a drawing in SVG; alt: what it shows, for who cannot see it."""
        self._displays.show(lambda: svg_of(svg, alt))

    def image(self, data: bytes, type: str = "image/png", alt: str | None = None) -> None:
        """Shows an image; alt: what it shows, for who cannot see it."""
        self._displays.show(lambda: image_of(data, type, alt))


def _tree(value: Any) -> Display:
    return {"kind": "value", "node": preview_of(value)}
