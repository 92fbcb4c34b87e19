"""Finds the modules of a package as its attributes, which Prefect imports from the start."""

from __future__ import annotations

import importlib
from types import ModuleType


def submodule(package: str, name: str) -> ModuleType:
    """The module of this name in the package.

    Raises:
        AttributeError: if there is none, as for any attribute.
    """
    full = f"{package}.{name}"
    if not name.startswith("_"):
        try:
            return importlib.import_module(full)
        except ModuleNotFoundError as error:
            if error.name != full:
                raise
    raise AttributeError(f"module '{package}' has no attribute '{name}'")
