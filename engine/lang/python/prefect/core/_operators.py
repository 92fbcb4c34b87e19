"""Prefect's operators on tasks: each makes a task that will put the values together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prefect.core.task import Task


def _operate(name: str, x: Any, y: Any) -> Task:
    from prefect.tasks.core import operators

    return getattr(operators, name)().bind(x, y)


class TaskOperators:
    """What `Task` can do besides being called."""

    def is_equal(self, other: object) -> Task:
        """Produces a Task that evaluates `self == other`."""
        return _operate("Equal", self, other)

    def is_not_equal(self, other: object) -> Task:
        """Produces a Task that evaluates `self != other`."""
        return _operate("NotEqual", self, other)

    def not_(self) -> Task:
        """Produces a Task that evaluates `not self`."""
        from prefect.tasks.core import operators

        return operators.Not().bind(self)

    def or_(self, other: object) -> Task:
        """Produces a Task that evaluates `self or other`."""
        return _operate("Or", self, other)

    def __getitem__(self, key: Any) -> Task:
        """Produces a Task that evaluates `self[key]`."""
        from prefect.core.task import Task
        from prefect.tasks.core import operators

        if not isinstance(self, Task):
            raise TypeError("Only tasks can be indexed so.")
        index = key.name if isinstance(key, Task) else repr(key)
        name = f"{self.name}[{index}]"
        task = operators.GetItem(name=name, checkpoint=self.checkpoint, result=self.result)
        return task.bind(self, key)

    def __or__(self, other: object) -> object:
        """Creates a state dependency between `self` and `other`; gives back `other`."""
        self.set_dependencies(downstream_tasks=[other])  # type: ignore[attr-defined]
        return other

    def __ror__(self, other: object) -> Task:
        """Creates a state dependency between `other` and `self`."""
        self.set_dependencies(upstream_tasks=[other])  # type: ignore[attr-defined]
        return self  # type: ignore[return-value]


def _define(method: str, task: str, sign: str) -> None:
    def operator(self: Task, other: object) -> Task:
        return _operate(task, self, other)

    operator.__name__ = operator.__qualname__ = f"__{method}__"
    operator.__doc__ = f"Produces a Task that evaluates `self {sign} other`."
    setattr(TaskOperators, f"__{method}__", operator)
    if method in ("gt", "ge", "lt", "le"):
        return

    def reflected(self: Task, other: object) -> Task:
        return _operate(task, other, self)

    reflected.__name__ = reflected.__qualname__ = f"__r{method}__"
    reflected.__doc__ = f"Produces a Task that evaluates `other {sign} self`."
    setattr(TaskOperators, f"__r{method}__", reflected)


for _method, _task, _sign in (
    ("add", "Add", "+"),
    ("sub", "Sub", "-"),
    ("mul", "Mul", "*"),
    ("truediv", "Div", "/"),
    ("floordiv", "FloorDiv", "//"),
    ("mod", "Mod", "%"),
    ("pow", "Pow", "**"),
    ("and", "And", "and"),
    ("gt", "GreaterThan", ">"),
    ("ge", "GreaterThanOrEqual", ">="),
    ("lt", "LessThan", "<"),
    ("le", "LessThanOrEqual", "<="),
):
    _define(_method, _task, _sign)
