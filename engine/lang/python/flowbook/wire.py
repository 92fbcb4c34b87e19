"""Messages as they cross between Python and JavaScript: one JSON text, and one block of bytes.

Crossing costs by the piece, so a message crosses as two. Bytes inside it are replaced by
`{"$bytes": [from, to]}`, their stretch of the block. `worker/wire.ts` is the other end.
"""

from __future__ import annotations

import json
from typing import Any

_KEY = "$bytes"


def pack(message: Any) -> tuple[str, bytes]:
    """The message as text and block. Tuples become lists.

    Raises:
        TypeError: for what is neither JSON nor bytes.
    """
    pieces: list[bytes] = []
    size = 0

    def place(value: Any) -> dict[str, list[int]]:
        nonlocal size
        if not isinstance(value, (bytes, bytearray, memoryview)):
            raise TypeError(f"A {type(value).__name__} is no part of a message.")
        piece = bytes(value)
        pieces.append(piece)
        size += len(piece)
        return {_KEY: [size - len(piece), size]}

    return json.dumps(message, default=place, separators=(",", ":")), b"".join(pieces)


def unpack(text: str, block: bytes) -> Any:
    """The message again; its bytes are views of the block."""
    view = memoryview(block)

    def restore(found: dict[str, Any]) -> Any:
        stretch = found.get(_KEY)
        if stretch is None or len(found) != 1:
            return found
        start, end = stretch
        return view[start:end]

    return json.loads(text, object_hook=restore)
