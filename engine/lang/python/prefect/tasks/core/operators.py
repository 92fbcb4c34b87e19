"""The tasks behind `a + b`, `a["x"]` and their like."""

from __future__ import annotations

from typing import Any

from prefect.core.task import Task

_MISSING = object()


class GetItem(Task):
    """Helper task that retrieves a specific index of an upstream task's result."""

    def run(self, task_result: Any, key: Any) -> Any:  # type: ignore[override]
        """`task_result[key]`."""
        return task_result[key]


class GetAttr(Task):
    """Helper task that retrieves an attribute of an upstream task's result: `GetAttr()(t, "a.b")`."""

    def __init__(self, default: Any = _MISSING, **kwargs: Any) -> None:
        """Args:
        default: what to give where a part is missing; without one that is an error.
        """
        self.default = default
        super().__init__(**kwargs)

    def run(self, task_result: Any, attr: str) -> Any:  # type: ignore[override]
        """The attribute, or the attribute of an attribute."""
        value = task_result
        for name in attr.split("."):
            if self.default is _MISSING:
                value = getattr(value, name)
            elif not hasattr(value, name):
                return self.default
            else:
                value = getattr(value, name)
        return value


class Not(Task):
    """Evaluates `not x`."""

    def run(self, x: Any) -> bool:  # type: ignore[override]
        """`not x`."""
        return not x


class Add(Task):
    """Evaluates `x + y`."""

    def run(self, x: Any, y: Any) -> Any:  # type: ignore[override]
        """`x + y`."""
        return x + y


class Sub(Task):
    """Evaluates `x - y`."""

    def run(self, x: Any, y: Any) -> Any:  # type: ignore[override]
        """`x - y`."""
        return x - y


class Mul(Task):
    """Evaluates `x * y`."""

    def run(self, x: Any, y: Any) -> Any:  # type: ignore[override]
        """`x * y`."""
        return x * y


class Div(Task):
    """Evaluates `x / y`."""

    def run(self, x: Any, y: Any) -> Any:  # type: ignore[override]
        """`x / y`."""
        return x / y


class FloorDiv(Task):
    """Evaluates `x // y`."""

    def run(self, x: Any, y: Any) -> Any:  # type: ignore[override]
        """`x // y`."""
        return x // y


class Pow(Task):
    """Evaluates `x ** y`."""

    def run(self, x: Any, y: Any) -> Any:  # type: ignore[override]
        """`x ** y`."""
        return x**y


class Mod(Task):
    """Evaluates `x % y`."""

    def run(self, x: Any, y: Any) -> Any:  # type: ignore[override]
        """`x % y`."""
        return x % y


class And(Task):
    """Evaluates `x and y`."""

    def run(self, x: Any, y: Any) -> Any:  # type: ignore[override]
        """`x and y`."""
        return x and y


class Or(Task):
    """Evaluates `x or y`."""

    def run(self, x: Any, y: Any) -> Any:  # type: ignore[override]
        """`x or y`."""
        return x or y


class Equal(Task):
    """Evaluates `x == y`."""

    def run(self, x: Any, y: Any) -> Any:  # type: ignore[override]
        """`x == y`."""
        return x == y


class NotEqual(Task):
    """Evaluates `x != y`."""

    def run(self, x: Any, y: Any) -> Any:  # type: ignore[override]
        """`x != y`."""
        return x != y


class GreaterThanOrEqual(Task):
    """Evaluates `x >= y`."""

    def run(self, x: Any, y: Any) -> Any:  # type: ignore[override]
        """`x >= y`."""
        return x >= y


class GreaterThan(Task):
    """Evaluates `x > y`."""

    def run(self, x: Any, y: Any) -> Any:  # type: ignore[override]
        """`x > y`."""
        return x > y


class LessThanOrEqual(Task):
    """Evaluates `x <= y`."""

    def run(self, x: Any, y: Any) -> Any:  # type: ignore[override]
        """`x <= y`."""
        return x <= y


class LessThan(Task):
    """Evaluates `x < y`."""

    def run(self, x: Any, y: Any) -> Any:  # type: ignore[override]
        """`x < y`."""
        return x < y
