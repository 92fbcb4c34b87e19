"""Tasks that need what a browser does not have: they can be imported and built, and say so when run."""

from __future__ import annotations

from typing import Any, NoReturn

from prefect.core.task import Task


class ElsewhereTask(Task):
    """A task that runs only where Prefect itself does."""

    #: What is missing here.
    _needs = "what a browser does not have"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        import inspect

        known = inspect.signature(Task.__init__).parameters
        #: The settings of the real task, kept and not used.
        self.settings = {name: value for name, value in kwargs.items() if name not in known}
        self.settings |= dict(zip(self._settings, args, strict=False))
        super().__init__(**{name: value for name, value in kwargs.items() if name in known})

    #: The names of the settings that may be given by their place.
    _settings: tuple[str, ...] = ()

    def run(self, **kwargs: Any) -> NoReturn:  # type: ignore[override]
        """Raises:
        RuntimeError: always.
        """
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise RuntimeError(
            f"{type(self).__name__} needs {self._needs}, which there is none of in the browser. "
            "Put a task of your own in its place to try the flow out."
        )
