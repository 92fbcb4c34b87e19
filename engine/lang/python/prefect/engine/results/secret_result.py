"""`prefect.engine.results.secret_result`, where Prefect has it."""

from prefect.engine.results import SecretResult

__all__ = ["SecretResult"]
