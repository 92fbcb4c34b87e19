"""Tests of Python's side: run by Vitest inside Pyodide, or by `python3 -m unittest`."""

import pathlib
import sys

VENDORED = str(pathlib.Path(__file__).parent.parent / "vendor" / "pendulum.zip")
if VENDORED not in sys.path:
    # First, so that no other copy is tested.
    sys.path.insert(0, VENDORED)
