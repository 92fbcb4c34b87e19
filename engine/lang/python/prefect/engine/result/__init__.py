"""Results: where values are kept, as settings. The engine stores them, in the browser."""

from prefect.engine.result.base import NoResult, NoResultType, Result

__all__ = ["NoResult", "NoResultType", "Result"]
