"""State handlers that tell somebody."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from prefect.utilities.logging import get_logger


def callback_factory(
    fn: Callable[[Any, Any], Any], check: Callable[[Any], bool]
) -> Callable[[Any, Any, Any], Any]:
    """Utility for generating state handlers that serve as callbacks, under arbitrary conditions."""

    def state_handler(obj: Any, old_state: Any, new_state: Any) -> Any:
        if check(new_state) is True:
            fn(obj, new_state)
        return new_state

    return state_handler


def _notifier(name: str, doc: str) -> Callable[..., Any]:
    """A handler that would send a message. Without a network it logs what it would have told."""

    def notifier(*args: Any, **kwargs: Any) -> Any:
        if len(args) < 3:
            # Prefect: called with settings it gives the handler, as a curried function does.
            return functools.partial(notifier, *args, **kwargs)
        obj, _, new_state = args[:3]
        only, ignored = kwargs.get("only_states"), kwargs.get("ignore_states")
        is_wanted = not only or isinstance(new_state, tuple(only))
        if is_wanted and not isinstance(new_state, tuple(ignored or ())):
            get_logger(name).warning(
                "%s would tell of %r: %r. There is no network here to send it over.",
                name,
                obj,
                new_state,
            )
        return new_state

    notifier.__name__ = notifier.__qualname__ = name
    notifier.__doc__ = doc
    return notifier


slack_notifier = _notifier("slack_notifier", "Slack state change handler.")
gmail_notifier = _notifier("gmail_notifier", "Email state change handler.")
jira_notifier = _notifier("jira_notifier", "Jira state change handler.")
snowflake_logger = _notifier("snowflake_logger", "Snowflake state change handler and logger.")
