"""Where a backend would find a flow. There is none here: the settings are kept and not used."""

from __future__ import annotations

from typing import Any


class Storage:
    """Base interface for Storage objects."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.args = args
        self.settings = kwargs

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class Local(Storage):
    """Local storage class."""


class Module(Storage):
    """A Prefect Storage class for referencing a flow in a Python module."""


class Docker(Storage):
    """Docker storage."""


class S3(Storage):
    """S3 storage class."""


class GCS(Storage):
    """Google Cloud Storage class."""


class Azure(Storage):
    """Azure Blob storage class."""


class GitHub(Storage):
    """GitHub storage class."""


class GitLab(Storage):
    """GitLab storage class."""


class Git(Storage):
    """Git storage class."""
