"""Tasks that tell somebody: not from a browser without a network."""

from prefect.tasks._elsewhere import ElsewhereTask


class EmailTask(ElsewhereTask):
    """Task for sending email from an authenticated email service over SMTP."""

    _needs = "a network"


class SlackTask(ElsewhereTask):
    """Task for sending a message via Slack."""

    _needs = "a network"


class PushbulletTask(ElsewhereTask):
    """Task for sending a notification to a mobile phone."""

    _needs = "a network"
