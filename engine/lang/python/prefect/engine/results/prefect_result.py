"""`prefect.engine.results.prefect_result`, where Prefect has it."""

from prefect.engine.results import PrefectResult

__all__ = ["PrefectResult"]
