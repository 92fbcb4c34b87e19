"""The kinds of results. All are kept in the browser's own storage, whatever they are called."""

from __future__ import annotations

from typing import Any

from prefect.engine.result import Result
from prefect.engine.serializers import JSONSerializer


class ConstantResult(Result):
    """Hard-coded Python constant, included only to allow for constants as results."""

    def read(self, location: str) -> Result:
        """The result itself: its value is in it."""
        return self

    def write(self, value_: Any, **kwargs: Any) -> Result:
        """Raises:
        ValueError: always, for a constant cannot be written.
        """
        raise ValueError("Cannot write values to `ConstantResult` types.")

    def exists(self, location: str, **kwargs: Any) -> bool:
        """True: a constant is always there."""
        return True


class LocalResult(Result):
    """Result that is written to a folder: here, to a location in the browser's own storage."""

    def __init__(self, dir: str | None = None, validate_dir: bool = True, **kwargs: Any) -> None:
        self.dir = dir
        super().__init__(**kwargs)


class PrefectResult(Result):
    """Hook for storing and retrieving JSON Python objects: the location is the value's JSON."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("serializer", JSONSerializer())
        super().__init__(**kwargs)

    def write(self, value_: Any, **kwargs: Any) -> Result:
        """A result whose location is the value in JSON."""
        new = self.from_value(value_)
        new.location = self.serializer.serialize(value_).decode()
        return new

    def read(self, location: str) -> Result:
        """A result with the value that the location says."""
        new = self.copy()
        new.value = self.serializer.deserialize(location.encode())
        new.location = location
        return new

    def exists(self, location: str, **kwargs: Any) -> bool:
        """Whether the location is the JSON of a value."""
        try:
            self.serializer.deserialize(location.encode())
        except ValueError:
            return False
        return True


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
