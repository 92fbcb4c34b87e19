"""Cache validators: whether a value kept by `cache_for` may be used again.

The engine asks the ones here by name; a function of one's own is called.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prefect.engine.state import Cached


def never_use(state: Cached, inputs: dict[str, Any], parameters: dict[str, Any]) -> bool:
    """Never uses the cache."""
    return False


def duration_only(state: Cached, inputs: dict[str, Any], parameters: dict[str, Any]) -> bool:
    """Validates the cache based only on cache expiration."""
    until = state.cached_result_expiration
    return until is None or until > datetime.datetime.now(datetime.UTC)


def all_inputs(state: Cached, inputs: dict[str, Any], parameters: dict[str, Any]) -> bool:
    """Validates the cache based on cache expiration _and_ all inputs provided on the last run."""
    return duration_only(state, inputs, parameters) and (state.cached_inputs or {}) == inputs


def all_parameters(state: Cached, inputs: dict[str, Any], parameters: dict[str, Any]) -> bool:
    """Validates the cache based on cache expiration _and_ all parameters of the last run."""
    return (
        duration_only(state, inputs, parameters) and (state.cached_parameters or {}) == parameters
    )


class _Partial:
    """A validator of some inputs or parameters."""

    def __init__(self, name: str, validate_on: Iterable[str] | None) -> None:
        self.__name__ = name
        self.validate_on = None if validate_on is None else list(validate_on)

    def __call__(self, state: Cached, inputs: dict[str, Any], parameters: dict[str, Any]) -> bool:
        of_inputs = self.__name__ == "partial_inputs_only"
        before = (state.cached_inputs if of_inputs else state.cached_parameters) or {}
        now = inputs if of_inputs else parameters
        # Prefect: without names nothing is compared.
        names = self.validate_on or []
        same = all(before.get(name) == now.get(name) for name in names)
        return duration_only(state, inputs, parameters) and same


def partial_inputs_only(validate_on: Iterable[str] | None = None) -> Callable[..., bool]:
    """Validates the cache based on cache expiration _and_ a subset of inputs."""
    return _Partial("partial_inputs_only", validate_on)


def partial_parameters_only(validate_on: Iterable[str] | None = None) -> Callable[..., bool]:
    """Validates the cache based on cache expiration _and_ a subset of parameters."""
    return _Partial("partial_parameters_only", validate_on)


_NAMES = {
    never_use: "neverUse",
    duration_only: "durationOnly",
    all_inputs: "allInputs",
    all_parameters: "allParameters",
}


def to_cache_validator(validator: Any) -> dict[str, Any]:
    """The validator as the engine's data.

    Raises:
        TypeError: for what is no validator.
    """
    if isinstance(validator, _Partial):
        kind = "Inputs" if validator.__name__ == "partial_inputs_only" else "Parameters"
        return {"name": f"partial{kind}Only", "validateOn": validator.validate_on}
    if validator in (partial_inputs_only, partial_parameters_only):
        raise TypeError(f'{validator.__name__} is called: {validator.__name__}(validate_on=["x"]).')
    if not callable(validator):
        raise TypeError(
            "cache_validator must be one of prefect.engine.cache_validators, or a function."
        )
    known = _NAMES.get(validator)
    if known is not None:
        return {"name": known}
    return {"name": "custom", "label": getattr(validator, "__name__", type(validator).__name__)}
