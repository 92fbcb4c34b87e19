"""A task that puts its arguments into a text."""

from __future__ import annotations

from typing import Any

import prefect
from prefect.core.task import Task


class StringFormatter(Task):
    """This task contains a template which is formatted with the results of any upstream tasks."""

    def __init__(self, template: str | None = None, **kwargs: Any) -> None:
        self.template = template or ""
        super().__init__(**kwargs)

    def run(self, template: str | None = None, **format_kwargs: Any) -> str:  # type: ignore[override]
        """The template, filled from the arguments and the context."""
        return (template or self.template).format(**{**prefect.context.to_dict(), **format_kwargs})
