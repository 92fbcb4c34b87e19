"""Prefect's loggers: real ones of Python's `logging`, whose lines go into the run's log."""

from __future__ import annotations

import logging
import traceback

from prefect import _realm


class _HostHandler(logging.Handler):
    """Hands records to the worker."""

    def emit(self, record: logging.LogRecord) -> None:
        host = _realm.host()
        if host is None:
            return
        try:
            message = record.getMessage()
            if record.exc_info and record.exc_info[0] is not None:
                message += "\n" + "".join(traceback.format_exception(*record.exc_info)).rstrip()
            host.log(record.levelno, record.name, message)
        except Exception:
            self.handleError(record)


_handler = _HostHandler()


def install() -> None:
    """From now on the lines of all loggers are shown: those of Prefect's from INFO on."""
    root = logging.getLogger()
    if _handler not in root.handlers:
        root.addHandler(_handler)
    prefect_logger.setLevel(_level())


def _level() -> int:
    from prefect.configuration import config

    level = logging.getLevelName(str(config.logging.get("level", "INFO")).upper())
    return level if isinstance(level, int) else logging.INFO


def get_logger(name: str | None = None) -> logging.Logger:
    """Returns a "prefect" logger."""
    return prefect_logger if name is None else prefect_logger.getChild(name)


prefect_logger = logging.getLogger("prefect")
