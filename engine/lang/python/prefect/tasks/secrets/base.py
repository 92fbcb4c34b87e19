"""The tasks that yield a secret of the run."""

from __future__ import annotations

from typing import Any

from prefect.client.secrets import Secret
from prefect.core.task import Task


class SecretBase(Task):
    """Base Secrets task. This task does not perform any action but rather serves as the base."""

    def __init__(self, **kwargs: Any) -> None:
        if kwargs.get("result"):
            raise ValueError("Results for Secrets cannot be stored: leave the result out.")
        super().__init__(**kwargs)


class PrefectSecret(SecretBase):
    """Prefect Secrets Task: retrieves a secret of the run. It is named after the secret."""

    _kind = "secret"

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        self.secret_name = name
        super().__init__(name=name, **kwargs)

    def run(self, name: str | None = None) -> Any:  # type: ignore[override]
        """The secret's value.

        Raises:
            ValueError: if there is none of that name.
        """
        wanted = name or self.secret_name
        if not wanted:
            raise ValueError("A secret name must be provided.")
        return Secret(wanted).get()
