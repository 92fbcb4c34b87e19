"""Gives tasks their stable names in one flow: `add-1`, `add-2`, `add-etl-1`."""

from __future__ import annotations

from prefect.core.task import Task


class SlugBook:
    """The slugs of one flow."""

    def __init__(self) -> None:
        self.slugs: dict[Task, str] = {}
        self.tasks: dict[str, Task] = {}
        #: The last number given out, by what stands before it.
        self._counters: dict[str, int] = {}

    def assign(self, task: Task) -> str:
        """The task's own slug, else name, sorted tags and the next free number.

        Raises:
            ValueError: if its own slug is taken.
        """
        slug = task.slug or self._next_free("-".join([task.name, *sorted(task.tags)]))
        if slug in self.tasks:
            raise ValueError(
                f'A task with the slug "{slug}" already exists in this flow. '
                + (
                    "Use the parameter that is there, or give this one another name."
                    if task._kind == "parameter"
                    else "Give it another slug, or none."
                )
            )
        self.slugs[task] = slug
        self.tasks[slug] = task
        return slug

    def release(self, task: Task) -> None:
        """The slug may be given again."""
        self.tasks.pop(self.slugs.pop(task), None)

    def _next_free(self, prefix: str) -> str:
        number = self._counters.get(prefix, 0) + 1
        while f"{prefix}-{number}" in self.tasks:
            number += 1
        self._counters[prefix] = number
        return f"{prefix}-{number}"
