"""Tests of Python's side: run by Vitest inside Pyodide, or by `python3 -m unittest`."""
