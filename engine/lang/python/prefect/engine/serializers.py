"""Serializers: how a value is turned into bytes. The engine has its own way; these are for flows that name one."""

from __future__ import annotations

import importlib
import json
import pickle
from collections.abc import Callable
from datetime import datetime
from typing import Any


class Serializer:
    """Serializers are used by Results to handle the transformation of Python objects to and from bytes."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def serialize(self, value: Any) -> bytes:
        """Serialize an object to bytes."""
        raise NotImplementedError

    def deserialize(self, value: bytes) -> Any:
        """Deserialize an object from bytes."""
        raise NotImplementedError


class PickleSerializer(Serializer):
    """A `Serializer` that uses pickle to serialize Python objects."""

    def serialize(self, value: Any) -> bytes:
        """Serialize an object to bytes using pickle."""
        return pickle.dumps(value)

    def deserialize(self, value: bytes) -> Any:
        """Deserialize an object from bytes using pickle."""
        return pickle.loads(value)


class JSONSerializer(Serializer):
    """A Serializer that uses JSON to serialize objects."""

    def serialize(self, value: Any) -> bytes:
        """Serialize an object to JSON."""
        return json.dumps(value).encode()

    def deserialize(self, value: bytes) -> Any:
        """Deserialize an object from JSON."""
        return json.loads(value)


class DateTimeSerializer(Serializer):
    """A Serializer for working with human-readable datetimes."""

    def serialize(self, value: Any) -> bytes:
        """Serialize a datetime to human-readable bytes."""
        return value.isoformat().encode()

    def deserialize(self, value: bytes) -> Any:
        """Deserialize a datetime from human-readable bytes."""
        return datetime.fromisoformat(value.decode())


class PandasSerializer(Serializer):
    """A Serializer for Pandas DataFrames, which are not available here."""

    def __init__(
        self,
        file_type: str,
        deserialize_kwargs: dict[str, Any] | None = None,
        serialize_kwargs: dict[str, Any] | None = None,
    ) -> None:
        self.file_type = file_type
        self.deserialize_kwargs = deserialize_kwargs or {}
        self.serialize_kwargs = serialize_kwargs or {}


def _compression(format: str) -> tuple[Callable[..., bytes], Callable[..., bytes]]:
    try:
        module = importlib.import_module(format)
        return module.compress, module.decompress
    except (ImportError, AttributeError) as error:
        raise ValueError(
            f'There is no compression format "{format}" here; "zlib" and "gzip" are there.'
        ) from error


class CompressedSerializer(Serializer):
    """A Serializer that wraps another Serializer and a compression function."""

    def __init__(
        self,
        serializer: Serializer,
        compress: Callable[..., bytes] | None = None,
        decompress: Callable[..., bytes] | None = None,
        compress_kwargs: dict[str, Any] | None = None,
        decompress_kwargs: dict[str, Any] | None = None,
        format: str | None = None,
    ) -> None:
        """Args:
            format: in place of the two functions a module of Python's that has both: "zlib", …
        Raises:
            ValueError: for a module that is not there or has not both.
            TypeError: without functions and format.
        """
        if isinstance(compress, str):
            compress, format = None, compress
        if format is not None:
            compress, decompress = _compression(format)
        if compress is None or decompress is None:
            raise TypeError(
                'CompressedSerializer needs compress= and decompress=, or a format= like "zlib".'
            )
        self._serializer = serializer
        self._compress = compress
        self._decompress = decompress
        self._compress_kwargs = compress_kwargs or {}
        self._decompress_kwargs = decompress_kwargs or {}

    def serialize(self, value: Any) -> bytes:
        """Serialize an object to compressed bytes."""
        return self._compress(self._serializer.serialize(value), **self._compress_kwargs)

    def deserialize(self, value: bytes) -> Any:
        """Deserialize an object from compressed bytes."""
        return self._serializer.deserialize(self._decompress(value, **self._decompress_kwargs))
