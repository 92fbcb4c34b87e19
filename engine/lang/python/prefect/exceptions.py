"""The exceptions of Prefect's own."""

from __future__ import annotations


class PrefectSignal(BaseException):
    """Signals inherit from `BaseException` and will not be caught by a user's `except Exception`."""


class PrefectException(Exception):
    """Base exception type for Prefect that inherits from `Exception`."""


class TaskTimeoutSignal(PrefectSignal):
    """Raised when a task reaches a timeout limit."""


class TaskTimeoutError(PrefectException):
    """Raised when a task reaches a timeout limit."""


class VersionLockMismatchSignal(PrefectSignal):
    """Raised when version locking is enabled and a task run state version does not match."""


class ClientError(PrefectException):
    """Raised when there is error in Prefect Client <-> Server communication."""


class ObjectNotFoundError(ClientError):
    """Raised when an object is not found on the Server."""


class AuthorizationError(ClientError):
    """Raised when there is an issue authorizing with Prefect Cloud."""


class FlowStorageError(PrefectException):
    """Raised when there is an error loading a flow from storage."""
