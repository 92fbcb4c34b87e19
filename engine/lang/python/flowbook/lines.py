"""A value in one line, for people."""

from __future__ import annotations

import itertools
import reprlib
from typing import Any

#: Characters.
LONGEST = 200


class _ShortRepr(reprlib.Repr):
    """Leaves dictionaries in their own order; `reprlib` sorts them."""

    def repr_dict(self, x: dict[Any, Any], level: int) -> str:
        if level <= 0 or not x:
            return "{...}" if x else "{}"
        pieces = [
            f"{self.repr1(key, level - 1)}: {self.repr1(part, level - 1)}"
            for key, part in itertools.islice(x.items(), self.maxdict)
        ]
        if len(x) > self.maxdict:
            pieces.append("...")
        return "{" + ", ".join(pieces) + "}"


_SHORT = _ShortRepr()
_SHORT.maxlevel = 6
_SHORT.maxtuple = _SHORT.maxlist = _SHORT.maxdict = _SHORT.maxset = 60
_SHORT.maxfrozenset = _SHORT.maxdeque = 60
_SHORT.maxstring = _SHORT.maxother = LONGEST
_SHORT.maxlong = 80


def line_of(value: Any) -> str:
    """One line for people, at most 200 characters."""
    try:
        text = repr(value) if type(value) in (int, float, bool, str) else _SHORT.repr(value)
    except Exception as error:
        text = f"<{type(value).__name__} whose repr raised {type(error).__name__}>"
    text = " ".join(text.split("\n"))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
