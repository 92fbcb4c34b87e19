"""Secrets from environment variables: those that code set, else the secrets of the run serve."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import prefect
from prefect.tasks.secrets.base import SecretBase


class EnvVarSecret(SecretBase):
    """A `Secret` task that retrieves a value from an environment variable."""

    _kind = "secret"

    def __init__(
        self,
        name: str | None = None,
        cast: Callable[[Any], Any] | None = None,
        raise_if_missing: bool = False,
        **kwargs: Any,
    ) -> None:
        self.secret_name = name
        self.cast = cast
        self.raise_if_missing = raise_if_missing
        super().__init__(name=name, **kwargs)

    def run(self, name: str | None = None) -> Any:  # type: ignore[override]
        """The value, or None.

        Raises:
            ValueError: without a name, or if it is missing and must not be.
        """
        wanted = name or self.secret_name
        if not wanted:
            raise ValueError("A secret name must be provided.")
        value = os.environ.get(wanted)
        if value is None:
            value = (prefect.context.get("secrets") or {}).get(wanted)
        if value is None:
            if self.raise_if_missing:
                raise ValueError(f"Environment variable not set: {wanted}. Enter it as a secret.")
            return None
        return self.cast(value) if self.cast is not None else value
