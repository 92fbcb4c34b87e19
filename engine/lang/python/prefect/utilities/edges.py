"""How an argument is to be used on its edge: `mapped(xs)`, `unmapped(x)`, `flatten(xss)`."""

from __future__ import annotations

from typing import Any


class EdgeAnnotation:
    """An argument with a wish about its edge. They combine: `unmapped(flatten(xss))`."""

    #: None: leaves it to the annotation inside, or to the call.
    _mapped: bool | None = None
    _flattened = False

    def __init__(self, value: Any) -> None:
        self.value = value

    @property
    def task(self) -> Any:
        """The value as a task, freed of its annotations."""
        from prefect.utilities.tasks import as_task

        return as_task(unwrap(self)[0])

    @property
    def annotations(self) -> dict[str, bool]:
        """What is said about the edge."""
        _, mapped, flattened = unwrap(self)
        said = {} if mapped is None else {"mapped": mapped}
        return {**said, "flattened": True} if flattened else said


class mapped(EdgeAnnotation):
    """A container for specifying that a task should be mapped over when supplied as the upstream."""

    _mapped = True


class unmapped(EdgeAnnotation):
    """A container for specifying that a task should _not_ be mapped over when called in `.map`."""

    _mapped = False


class flatten(EdgeAnnotation):
    """A container for specifying that a task's output should be flattened before being passed on."""

    _flattened = True


def unwrap(given: Any) -> tuple[Any, bool | None, bool]:
    """A value freed of its annotations, and what they said; the outermost word on mapping counts."""
    if not isinstance(given, EdgeAnnotation):
        return given, None, False
    value, mapped_inside, flat_inside = unwrap(given.value)
    wish = mapped_inside if given._mapped is None else given._mapped
    return value, wish, given._flattened or flat_inside
