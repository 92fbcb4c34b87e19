"""Tasks that tell somebody: not from a browser without a network."""

from __future__ import annotations

from typing import NoReturn

from prefect.tasks._elsewhere import ElsewhereTask


class EmailTask(ElsewhereTask):
    """Task for sending email from an authenticated email service over SMTP."""

    _needs = "a network"
    _settings = ("subject", "msg", "email_to")

    def run(  # type: ignore[override]
        self, subject: str | None = None, msg: str | None = None, email_to: str | None = None
    ) -> NoReturn:
        """Raises:
        RuntimeError: always.
        """
        self._refuse()


class SlackTask(ElsewhereTask):
    """Task for sending a message via Slack."""

    _needs = "a network"
    _settings = ("message",)

    def run(  # type: ignore[override]
        self, message: str | None = None, webhook_secret: str | None = None
    ) -> NoReturn:
        """Raises:
        RuntimeError: always.
        """
        self._refuse()


class PushbulletTask(ElsewhereTask):
    """Task for sending a notification to a mobile phone."""

    _needs = "a network"
    _settings = ("msg",)

    def run(self, msg: str | None = None) -> NoReturn:  # type: ignore[override]
        """Raises:
        RuntimeError: always.
        """
        self._refuse()
