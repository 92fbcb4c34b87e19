"""State handlers that tell somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def callback_factory(
    fn: Callable[[Any, Any], Any], check: Callable[[Any], bool]
) -> Callable[[Any, Any, Any], Any]:
    """Utility for generating state handlers that serve as callbacks, under arbitrary conditions."""

    def state_handler(obj: Any, old_state: Any, new_state: Any) -> Any:
        if check(new_state) is True:
            fn(obj, new_state)
        return new_state

    return state_handler


def slack_notifier(*args: Any, **kwargs: Any) -> Any:
    """Slack state change handler: needs a network, which there is none of here.

    Raises:
        RuntimeError: always.
    """
    raise RuntimeError("slack_notifier needs a network. Use a state handler that logs instead.")


def gmail_notifier(*args: Any, **kwargs: Any) -> Any:
    """Email state change handler: needs a network, which there is none of here.

    Raises:
        RuntimeError: always.
    """
    raise RuntimeError("gmail_notifier needs a network. Use a state handler that logs instead.")
