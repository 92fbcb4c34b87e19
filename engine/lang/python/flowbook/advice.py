"""What to do about errors that Python explains only to those who know where it runs."""

from __future__ import annotations

import sys

#: Parts of Python's own library that need what a browser does not have.
_NOT_IN_A_BROWSER = frozenset(
    [
        "curses",
        "dbm",
        "ensurepip",
        "fcntl",
        "grp",
        "idlelib",
        "lib2to3",
        "msvcrt",
        "multiprocessing",
        "nis",
        "pwd",
        "readline",
        "resource",
        "spwd",
        "sqlite3",
        "ssl",
        "syslog",
        "termios",
        "tkinter",
        "tty",
        "turtle",
        "venv",
        "winreg",
        "winsound",
    ]
)


#: Packages that people fetch with.
_FETCHING = frozenset(["requests", "httpx", "aiohttp", "urllib3", "requests_html"])


def advised(error: BaseException, text: str) -> str:
    """The text of an exception, with what to do instead where one can say it."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        return _missing_module(error.name, text)
    if isinstance(error, SystemExit):
        return f"sys.exit({text}) was called. It ends the cell or the task here, not the notebook."
    if isinstance(error, RecursionError):
        return f"{text}: a function calls itself without an end, or deeper than a browser allows."
    if isinstance(error, MemoryError):
        return text or "There is not enough memory in the browser for this. Work on smaller parts."
    if isinstance(error, RuntimeError) and "can't start new thread" in text:
        return (
            "A browser's Python cannot start threads. Make tasks of the parts instead: they run side "
            "by side in workers of their own."
        )
    return text


def _missing_module(name: str, text: str) -> str:
    top = name.partition(".")[0]
    if top in _NOT_IN_A_BROWSER:
        return f"{text}. It belongs to Python, but needs what a browser does not give to a page."
    if top in sys.stdlib_module_names or top in ("prefect", "pendulum"):
        return f"{text}."
    if top in _FETCHING:
        return (
            f"{text}. It needs sockets, which a browser has not. Use urllib.request.urlopen(url), or "
            "await pyodide.http.pyfetch(url): the page asks which hosts the notebook may reach."
        )
    return (
        f"{text}. Available here are Python's standard library, prefect and pendulum; packages "
        "cannot be installed."
    )
