"""Tasks that fill templates."""

from prefect.tasks.templates.strings import StringFormatter

__all__ = ["StringFormatter"]
