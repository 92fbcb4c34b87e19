"""The kinds of results. All are kept in the browser's own storage, whatever they are called."""

from __future__ import annotations

from typing import Any

from prefect.engine.result import Result


class ConstantResult(Result):
    """Hard-coded Python constant, included only to allow for constants as results."""


class LocalResult(Result):
    """Result that is written to a folder: here, to a location in the browser's own storage."""

    def __init__(self, dir: str | None = None, validate_dir: bool = True, **kwargs: Any) -> None:
        self.dir = dir
        super().__init__(**kwargs)


class PrefectResult(Result):
    """Hook for storing and retrieving JSON Python objects in a database."""


class SecretResult(Result):
    """Hook for storing and retrieving sensitive data: secrets are never stored."""


class _RemoteResult(Result):
    """A result of a store that a browser cannot reach; it is kept here instead."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        known = {name: kwargs.pop(name) for name in ("location", "serializer") if name in kwargs}
        self.settings = (args, kwargs)
        super().__init__(**known)


class S3Result(_RemoteResult):
    """Result for S3: kept in the browser's own storage."""


class GCSResult(_RemoteResult):
    """Result for Google Cloud Storage: kept in the browser's own storage."""


class AzureResult(_RemoteResult):
    """Result for Azure Blob storage: kept in the browser's own storage."""
