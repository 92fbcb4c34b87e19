"""Tasks that run shell commands: not in a browser."""

from prefect.tasks._elsewhere import ElsewhereTask


class ShellTask(ElsewhereTask):
    """Task for running arbitrary shell commands."""

    _needs = "a shell"
