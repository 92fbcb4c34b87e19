"""Fills the names of task runs and the places of results: `"{date:%Y-%m}/{x}.txt"`, or a function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def format_template(template: str | Callable[..., str], values: Mapping[str, Any]) -> str:
    """The text of a template, its holes filled as `str.format` does.

    Args:
        template: a text with holes, or a function that is given all values by name.
        values: what may fill the holes: parameters, the context, the task's inputs.
    Raises:
        KeyError: for a hole that nothing fills.
        ValueError: for a hole that is not written as Python has it, or cannot be formatted so.
        TypeError: if the function gives no text, or the template is neither.
    """
    if isinstance(template, str):
        return _fill(template, values)
    if not callable(template):
        raise TypeError(
            f"A template is a text or a function, not {template!r}; write one like 'run-{{x}}'."
        )
    text = template(**values)
    if isinstance(text, str):
        return text
    name = getattr(template, "__name__", type(template).__name__)
    raise TypeError(
        f"{name} must return a text, for it is used as a template; it returned {text!r}."
    )


def _fill(template: str, values: Mapping[str, Any]) -> str:
    try:
        # Not format_map: positions ("{}") are to fail as Prefect has it.
        return template.format(**values)
    except KeyError as error:
        # A key that is missing deep inside a value, not the name of a hole, is told like one.
        hole = error.args[0] if error.args else "?"
        message = f"{hole}: nothing fills this hole of {template!r}. There are {_known(values)}."
        raise KeyError(message) from None
    except IndexError:
        message = (
            f"{template!r} has a hole without a name, or an item that is not there; "
            f"write a name into every hole. There are {_known(values)}."
        )
        raise ValueError(message) from None
    except AttributeError as error:
        raise ValueError(f"{template!r} cannot be filled: {error}.") from None
    except (ValueError, TypeError) as error:
        raise ValueError(f"{template!r} cannot be filled: {error}.") from None


def _known(values: Mapping[str, Any]) -> str:
    names = sorted(name for name in values if isinstance(name, str) and not name.startswith("_"))
    shown = ", ".join(names[:30])
    return shown + (", …" if len(names) > 30 else "") if names else "no values"
