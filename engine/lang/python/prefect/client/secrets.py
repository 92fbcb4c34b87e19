"""Secrets: values a run is given apart from its parameters."""

from __future__ import annotations

import json
from typing import Any

from prefect._scope import scope


class Secret:
    """A Secret is a serializable object used to represent a secret key & value."""

    def __init__(self, name: str) -> None:
        self.name = name

    def get(self) -> Any:
        """Retrieve the secret value; a text that is JSON is read as JSON.

        Raises:
            ValueError: if there is no such secret, or while a flow is being built.
        """
        if scope().flow is not None:
            raise ValueError(
                "Secrets should only be retrieved during a Flow run, not while building a Flow: "
                f'"{self.name}" would be part of the flow. Read it inside a task, or use '
                "PrefectSecret(...)."
            )
        if not self.exists():
            raise ValueError(f'Local Secret "{self.name}" was not found. Enter it before the run.')
        return _from_json(_secrets()[self.name])

    def exists(self) -> bool:
        """Determine if the secret exists."""
        return self.name in _secrets()


def _secrets() -> dict[str, Any]:
    import prefect

    return prefect.context.get("secrets") or {}


def _from_json(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        # A text that is no JSON is meant as it is.
        return value
