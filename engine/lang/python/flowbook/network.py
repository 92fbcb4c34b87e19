"""Python's own ways to the network, led to the engine: it asks the person, and does it.

A browser's Python has no sockets. What would open one, or ask the browser itself, is mended when it
is imported: most notebooks never do, and need not wait for it.
"""

from __future__ import annotations

import importlib.abc
import io
import sys
from collections.abc import Callable, Iterable
from typing import Any

#: Makes a request (`FetchRequest`, and `patience` in ms), and waits for its answer (`FetchReply`).
Fetch = Callable[[dict[str, Any]], dict[str, Any]]

_fetch: Fetch | None = None

#: Set by `urllib` where nobody said otherwise; the browser says them itself, or they are wrong here.
_NOT_SENT = frozenset(["host", "content-length", "connection", "transfer-encoding"])
#: Of the answer as it came: its body is whole and unpacked by now.
_NOT_GIVEN = frozenset(["content-length", "content-encoding", "transfer-encoding", "connection"])


def install(fetch: Fetch) -> None:
    """From now on `urllib.request` and `pyodide.http` ask this function."""
    global _fetch
    _fetch = fetch
    if not any(isinstance(finder, _Mender) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Mender())
    for name, mend in _MENDS.items():
        if name in sys.modules:
            mend(sys.modules[name])


def _mend_urllib(module: Any) -> None:
    """All that `urllib.request` makes of an http handler stays as it is: errors, headers, openers."""

    def http_open(_handler: Any, request: Any) -> Any:
        return _open(request)

    handlers = [module.HTTPHandler, getattr(module, "HTTPSHandler", module.HTTPHandler)]
    for handler in handlers:
        handler.https_request = module.AbstractHTTPHandler.do_request_
        handler.http_open = handler.https_open = http_open


def _mend_pyodide(module: Any) -> None:
    """Its `pyfetch` is the worker's own `fetch`, which asks as we do."""

    def open_url(url: str) -> io.StringIO:
        """Fetches a given URL synchronously."""
        from urllib.request import urlopen

        with urlopen(url) as response:
            return io.StringIO(response.read().decode("utf-8", "replace"))

    module.open_url = open_url


_MENDS: dict[str, Callable[[Any], None]] = {
    "urllib.request": _mend_urllib,
    "pyodide.http": _mend_pyodide,
}


class _Mender(importlib.abc.MetaPathFinder):
    """Has modules mended as soon as they are imported."""

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        """See `MetaPathFinder`."""
        mend = _MENDS.get(name)
        if mend is None:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None and spec.loader is not None:
                spec.loader = _MendingLoader(spec.loader, mend)
                return spec
        return None


class _MendingLoader(importlib.abc.Loader):
    """Loads as another does, and mends what it has loaded."""

    def __init__(self, loader: Any, mend: Callable[[Any], None]) -> None:
        self._loader = loader
        self._mend = mend

    def create_module(self, spec: Any) -> Any:
        """See `Loader`."""
        return self._loader.create_module(spec)

    def exec_module(self, module: Any) -> None:
        """See `Loader`. Afterwards the module says of itself what it would without us."""
        module.__loader__ = module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        self._mend(module)


def _open(request: Any) -> Any:
    from http.client import HTTPResponse
    from urllib.error import URLError

    if _fetch is None:
        raise URLError("There is no network here.")
    method = request.get_method()
    reply = _fetch(
        {
            "url": request.full_url,
            "method": method,
            "headers": _headers_of(request),
            "body": _body_of(request.data),
            "patience": _patience_of(request),
        }
    )
    if not reply["ok"]:
        message = reply["message"]
        raise URLError(TimeoutError(message) if message == "timed out" else message)
    response = HTTPResponse(_Answered(reply), method=method)  # type: ignore[arg-type]
    response.begin()
    response.url = reply["url"]
    # `urllib` has it so: the reason stands in `msg`.
    response.msg = response.reason  # type: ignore[assignment]
    return response


def _headers_of(request: Any) -> list[list[str]]:
    return [
        [name, str(value)]
        for name, value in request.header_items()
        if name.lower() not in _NOT_SENT
        # What `urllib` says of itself would have many hosts asked for leave first.
        and not (name.lower() == "user-agent" and str(value).startswith("Python-urllib"))
    ]


def _body_of(data: Any) -> bytes | None:
    if data is None:
        return None
    if hasattr(data, "read"):
        data = data.read()
        return data.encode("iso-8859-1") if isinstance(data, str) else bytes(data)
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data)
    if isinstance(data, Iterable) and not isinstance(data, str):
        return b"".join(data)
    raise TypeError("The data of a request are bytes, a file or an iterable of bytes.")


def _patience_of(request: Any) -> float | None:
    # Where nobody said how long, there stands an object of `socket`'s.
    timeout = getattr(request, "timeout", None)
    return timeout * 1000 if isinstance(timeout, (int, float)) else None


class _Answered:
    """An answer as `HTTPResponse` reads it: what would come out of a socket."""

    def __init__(self, reply: dict[str, Any]) -> None:
        body = bytes(reply["body"])
        lines = [f"HTTP/1.1 {reply['status']} {reply['statusText']}"]
        for name, value in reply["headers"]:
            if name.lower() not in _NOT_GIVEN:
                lines.append(f"{name}: {value}")
        lines += [f"Content-Length: {len(body)}", "Connection: close", "", ""]
        self._bytes = "\r\n".join(lines).encode("iso-8859-1", "replace") + body

    def makefile(self, _mode: str) -> io.BytesIO:
        """What `HTTPResponse` asks of a socket, and all of it."""
        return io.BytesIO(self._bytes)
