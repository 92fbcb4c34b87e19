"""Dictionaries whose keys are attributes too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping
from typing import Any


class DotDict(MutableMapping):  # type: ignore[type-arg]
    """A `dict` that also supports attribute ("dot") access."""

    def __init__(self, init_dict: Any = None, **kwargs: Any) -> None:
        if init_dict:
            self.update(init_dict)
        self.update(kwargs)

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, else the default."""
        return self.__dict__.get(key, default)

    def __getitem__(self, key: str) -> Any:
        return self.__dict__[key]

    def __setitem__(self, key: str, value: Any) -> None:
        if isinstance(key, str) and key in dir(type(self)):
            raise ValueError(f'Invalid key: "{key}" is the name of a method.')
        self.__dict__[key] = value

    def __setattr__(self, attr: str, value: Any) -> None:
        self[attr] = value

    def __getattr__(self, attr: str) -> Any:
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{attr}'")

    def __delitem__(self, key: str) -> None:
        del self.__dict__[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.__dict__.keys())

    def __len__(self) -> int:
        return len(self.__dict__)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {', '.join(sorted(map(str, self)))}>"

    def copy(self) -> DotDict:
        """Creates and returns a shallow copy."""
        return type(self)(self.__dict__.copy())

    def to_dict(self) -> dict[str, Any]:
        """Converts current DotDict (and any inside it) to an explicit `dict`."""
        return {
            key: value.to_dict() if isinstance(value, DotDict) else value
            for key, value in self.items()
        }


def flatten_seq(seq: Iterable[Any]) -> Iterator[Any]:
    """Generator that returns a flattened list from a possibly nested list-of-lists."""
    for item in seq:
        if isinstance(item, Iterable) and not isinstance(item, (str, bytes)):
            yield from flatten_seq(item)
        else:
            yield item
