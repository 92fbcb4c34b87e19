"""Tasks that run shell commands: not in a browser."""

from __future__ import annotations

from typing import Any, NoReturn

from prefect.tasks._elsewhere import ElsewhereTask


class ShellTask(ElsewhereTask):
    """Task for running arbitrary shell commands."""

    _needs = "a shell"
    _settings = ("command", "env", "helper_script", "shell", "return_all", "log_stderr")

    def run(  # type: ignore[override]
        self,
        command: str | None = None,
        env: dict[str, Any] | None = None,
        helper_script: str | None = None,
    ) -> NoReturn:
        """Raises:
        RuntimeError: always.
        """
        self._refuse()
