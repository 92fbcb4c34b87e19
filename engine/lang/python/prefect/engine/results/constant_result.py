"""`prefect.engine.results.constant_result`, where Prefect has it."""

from prefect.engine.results import ConstantResult

__all__ = ["ConstantResult"]
