"""`prefect.engine.results.s3_result`, where Prefect has it."""

from prefect.engine.results import S3Result

__all__ = ["S3Result"]
