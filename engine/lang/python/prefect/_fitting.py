"""Whether a value declared as one type can be one declared as another. In doubt it can."""

from __future__ import annotations

import types
import typing
from typing import Any

Parts = tuple[Any, ...]

_ITEMS_LOOKED_AT = 100
_VALUES_SHOWN = 5
#: Python's numbers take those before them: who declares a float gets along with an int.
_TAKES: dict[type, tuple[type, ...]] = {
    float: (int,),
    complex: (int, float),
    bytes: (bytearray, memoryview),
}


class Exactly:
    """One value: of a Literal, a constant or a default."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __repr__(self) -> str:
        text = repr(self.value)
        return text if len(text) <= 40 else f"{text[:39]}…"


def parts_of(annotation: Any) -> Parts | None:
    """What a type is one of: `int | None` is an int or None. None: nobody can tell.

    Each part is an `Exactly`, or a type that `class_of` knows the class of.
    """
    if annotation is None:
        return (type(None),)
    if isinstance(annotation, Exactly):
        return (annotation,)
    origin = typing.get_origin(annotation)
    if origin is typing.Union or origin is types.UnionType:
        return _all_parts(typing.get_args(annotation))
    if origin is typing.Literal:
        return tuple(Exactly(value) for value in typing.get_args(annotation))
    if origin is typing.Annotated:
        return parts_of(typing.get_args(annotation)[0])
    for inner in ("__supertype__", "__value__"):  # NewType; `type Name = …`
        if not isinstance(annotation, type) and hasattr(annotation, inner):
            return parts_of(getattr(annotation, inner))
    return None if class_of(annotation) is None else (annotation,)


def _all_parts(annotations: tuple[Any, ...]) -> Parts | None:
    found = [parts_of(each) for each in annotations]
    return None if None in found else tuple(part for parts in found for part in parts or ())


def class_of(part: Any) -> type | None:
    """The class that values of a type are of, whatever they hold; None if it says nothing."""
    if isinstance(part, Exactly):
        return type(part.value)
    cls = typing.get_origin(part) or part
    if not isinstance(cls, type) or cls is object or cls is Any:
        return None
    if getattr(cls, "_is_protocol", False):
        return None
    # Its values are plain dicts, and it is no class of theirs.
    return dict if typing.is_typeddict(cls) else cls


def fits(given: Parts | None, declared: Parts | None) -> bool:
    """Whether there is a value that is of both types, as far as one can tell."""
    if given is None or declared is None:
        return True
    return any(_meets(one, other) for one in given for other in declared)


def _meets(given: Any, declared: Any) -> bool:
    if isinstance(given, Exactly) and isinstance(declared, Exactly):
        return type(given.value) is type(declared.value) and bool(given.value == declared.value)
    one, other = class_of(given), class_of(declared)
    if one is None or other is None:
        return True
    if _is_below(one, _TAKES.get(other, ())) or _is_below(one, (other,)):
        return True
    if isinstance(given, Exactly):
        return False
    # Who declares a wider type may well return the narrower one.
    return _is_below(other, (one,)) or _can_have_child(one, other)


def _is_below(cls: type, others: tuple[type, ...]) -> bool:
    try:
        return issubclass(cls, others)
    except TypeError:
        # Some classes of `typing` cannot be asked; nothing is known of them.
        return True


def _can_have_child(one: type, other: type) -> bool:
    """Whether a class could be of both; one that is meant to be built upon often is."""
    if one.__module__ == "builtins" or other.__module__ == "builtins":
        return False
    return type(one) is not type or type(other) is not type


def items_of(parts: Parts | None) -> Parts | None:
    """What mapping over a type gives each run; None: nobody can tell.

    Raises:
        TypeError: if nothing of that type has items by position.
    """
    if parts is None:
        return None
    found: list[Parts | None] = []
    for part in parts:
        cls = class_of(part)
        if cls is None or _has_items(cls):
            found.append(_items(part, cls))
    if not found:
        raise TypeError("There are no items.")
    return None if None in found else tuple(item for items in found for item in items or ())


def _has_items(cls: type) -> bool:
    # An Iterable may be a list; what is no more than one is not known here.
    return hasattr(cls, "__getitem__") or cls.__module__ in ("collections.abc", "typing")


def _items(part: Any, cls: type | None) -> Parts | None:
    if isinstance(part, Exactly):
        if isinstance(part.value, (list, tuple)):
            # Many items tell no more than some.
            return tuple(Exactly(item) for item in part.value[:_ITEMS_LOOKED_AT]) or None
        return (str,) if isinstance(part.value, str) else None
    if cls in (str, range, bytes):
        return (str,) if cls is str else (int,)
    arguments = typing.get_args(part)
    if cls is tuple and arguments[-1:] != (Ellipsis,):
        return _all_parts(arguments) or None
    # Of other generic classes nobody knows which argument the items are.
    is_sequence = cls is not None and cls.__name__ in _SEQUENCES
    return parts_of(arguments[0]) if is_sequence and arguments else None


_SEQUENCES = frozenset(
    (
        "list",
        "tuple",
        "deque",
        "Sequence",
        "MutableSequence",
        "Iterable",
        "Collection",
        "Reversible",
    )
)


def type_text(parts: Parts | None) -> str:
    """A type as one writes it: `list[int] | None`."""
    if len(parts or ()) > _VALUES_SHOWN:
        parts = tuple(class_of(part) or part for part in parts or ())
    texts = [_part_text(part) for part in parts or ()]
    return " | ".join(dict.fromkeys(texts)) or "something"


def _part_text(part: Any) -> str:
    if isinstance(part, Exactly):
        return repr(part)
    if part is type(None):
        return "None"
    if part is Ellipsis:
        return "..."
    arguments = typing.get_args(part)
    cls = typing.get_origin(part) or part
    name = cls.__name__ if isinstance(cls, type) else str(part).replace("typing.", "")
    if not arguments or not isinstance(cls, type):
        return name
    inner = (
        f"[{', '.join(_part_text(each) for each in argument)}]"
        if isinstance(argument, list)
        else type_text(parts_of(argument) or (argument,))
        for argument in arguments
    )
    return f"{name}[{', '.join(inner)}]"
