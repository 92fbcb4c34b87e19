"""`prefect.engine.results.azure_result`, where Prefect has it."""

from prefect.engine.results import AzureResult

__all__ = ["AzureResult"]
