"""Settings that hold for a block of code."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from prefect.configuration import config

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def set_temporary_config(temp_config: dict[str, Any]) -> Iterator[None]:
    """Sets settings of `prefect.config` for the block, and puts them back after it.

    Args:
        temp_config: values by their paths: `{"flows.checkpointing": True}`.
    """
    restore = config.keep()
    try:
        for path, value in temp_config.items():
            config.set_nested(path, value)
        yield
    finally:
        restore()
