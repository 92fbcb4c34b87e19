"""`prefect.engine.results.gcs_result`, where Prefect has it."""

from prefect.engine.results import GCSResult

__all__ = ["GCSResult"]
