"""The client of a backend, which there is none of."""

from __future__ import annotations

from typing import Any


class Client:
    """Client for communication with Prefect Cloud: not here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Raises:
        RuntimeError: always.
        """
        raise RuntimeError(
            "There is no Prefect backend here to talk to. Flows run in the notebook: flow.run()."
        )
