"""`prefect.engine.results.local_result`, where Prefect has it."""

from prefect.engine.results import LocalResult

__all__ = ["LocalResult"]
