"""`prefect.config`: Prefect's settings as an object whose sections are attributes.

What bears on flows here is `flows.eager_edge_validation`, `flows.checkpointing`,
`flows.run_on_schedule`, `tasks.defaults`, `logging` and `context`. The rest is Prefect's, for code
that reads it; nothing follows from it in a notebook, which has no server and no agents.

One default is another than Prefect's: as long as nobody sets `flows.checkpointing`, results are kept
at their targets and locations, as with a backend.
"""

from __future__ import annotations

import ast
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_DEFAULTS: dict[str, Any] = {
    "debug": False,
    "home_dir": "~/.prefect",
    "backend": "server",
    "server": {
        "host": "http://localhost",
        "port": "4200",
        "host_port": "4200",
        "endpoint": "http://localhost:4200",
        "ui": {"host": "http://localhost", "port": "8080", "endpoint": "http://localhost:8080"},
        "telemetry": {"enabled": False},
    },
    "cloud": {
        "api": "http://localhost:4200",
        "endpoint": "https://api.prefect.io",
        "graphql": "http://localhost:4200/graphql",
        "use_local_secrets": True,
        "heartbeat_interval": 30.0,
        "heartbeat_mode": "process",
        "check_cancellation_interval": 15.0,
        "diagnostics": False,
        "request_timeout": 15,
        "send_flow_run_logs": True,
        "logging_heartbeat": 5,
        "queue_interval": 30.0,
        "api_key": "",
        "tenant_id": "",
        "agent": {"name": "agent", "labels": [], "level": "INFO", "agent_address": ""},
    },
    "logging": {
        "level": "INFO",
        "format": "[%(asctime)s] %(levelname)s - %(name)s | %(message)s",
        "log_attributes": [],
        "datefmt": "%Y-%m-%d %H:%M:%S%z",
        "extra_loggers": [],
    },
    "flows": {
        "eager_edge_validation": False,
        "run_on_schedule": True,
        "checkpointing": False,
        "defaults": {
            "storage": {"add_default_labels": True, "default_class": "prefect.storage.Local"}
        },
    },
    "tasks": {"defaults": {"max_retries": False, "retry_delay": False, "timeout": False}},
    "engine": {
        "executor": {
            "default_class": "prefect.executors.LocalExecutor",
            "dask": {"address": "", "cluster_class": "distributed.deploy.local.LocalCluster"},
        },
        "flow_runner": {"default_class": "prefect.engine.flow_runner.FlowRunner"},
        "task_runner": {"default_class": "prefect.engine.task_runner.TaskRunner"},
    },
    "context": {"secrets": {}},
}


class Config(dict[str, Any]):
    """A section of the settings: `config.flows.checkpointing`, or `config["flows"]["checkpointing"]`.

    A setting that was not set in code can be set by the environment, as in Prefect:
    `os.environ["PREFECT__FLOWS__CHECKPOINTING"] = "true"`, also after the import.
    """

    def __init__(self, values: dict[str, Any] | None = None, path: tuple[str, ...] = ()) -> None:
        super().__init__()
        object.__setattr__(self, "_path", path)
        # What code set, which the environment does not change any more.
        object.__setattr__(self, "_own", set())
        self._fill(values or {})

    def _fill(self, values: dict[str, Any]) -> None:
        for key, value in values.items():
            fresh = list(value) if isinstance(value, list) else value
            super().__setitem__(key, self._nested(key, fresh))

    def _nested(self, key: str, value: Any) -> Any:
        return Config(value, (*self._path, key)) if isinstance(value, dict) else value

    def __getitem__(self, key: str) -> Any:
        if key not in self._own:
            name = "__".join(("PREFECT", *self._path, key)).upper()
            if name in os.environ:
                return _parse(os.environ[name])
        return super().__getitem__(key)

    def __setitem__(self, key: str, value: Any) -> None:
        self._own.add(key)
        super().__setitem__(key, self._nested(key, value))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError:
            where = ".".join(("prefect.config", *self._path))
            known = ", ".join(map(str, self)) or "nothing"
            message = f"{where} has no setting {name!r}; there are {known}."
            raise AttributeError(message, name=name, obj=self) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delitem__(self, key: str) -> None:
        self._own.discard(key)
        super().__delitem__(key)

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError:
            raise AttributeError(name) from None

    def get(self, key: str, default: Any = None) -> Any:
        """The setting of that name, or the default."""
        try:
            return self[key]
        except KeyError:
            return default

    def update(self, *given: Any, **more: Any) -> None:
        """Sets several settings."""
        for key, value in dict(*given, **more).items():
            self[key] = value

    def copy(self) -> Config:
        """Another object with the same settings, its sections copied too."""
        copied = Config(path=self._path)
        copied._own.update(self._own)
        for key, value in self.items():
            dict.__setitem__(copied, key, value.copy() if isinstance(value, Config) else value)
        return copied

    def to_dict(self) -> dict[str, Any]:
        """The same as plain dicts."""
        return {
            key: value.to_dict() if isinstance(value, Config) else value
            for key, value in ((key, self[key]) for key in self)
        }

    def get_nested(self, key: str, default: Any = None) -> Any:
        """A setting by its path with dots: `config.get_nested("tasks.defaults.max_retries")`."""
        found: Any = self
        for part in key.split("."):
            if not isinstance(found, dict) or part not in found:
                return default
            found = found[part]
        return found

    def set_nested(self, key: str, value: Any) -> None:
        """Sets a setting by its path with dots; sections that are missing are made."""
        *sections, last = key.split(".")
        found = self
        for part in sections:
            if not isinstance(found.get(part), Config):
                found[part] = {}
            found = found[part]
        found[last] = value

    def is_set(self, key: str) -> bool:
        """Whether code or the environment set it: it is not Prefect's default that stands."""
        return key in self._own or "__".join(("PREFECT", *self._path, key)).upper() in os.environ

    def keep(self) -> Callable[[], None]:
        """A function that puts all settings back to what they are now."""
        kept = self.copy()

        def restore() -> None:
            self._own.clear()
            self._own.update(kept._own)
            self.clear()
            # A copy of its own each time: the function may be called again.
            for key, value in kept.copy().items():
                dict.__setitem__(self, key, value)

        return restore


def _parse(text: str) -> Any:
    """A value from the environment: true, false, a number, a list, … or the text itself."""
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text


#: Prefect's settings, to be read and set.
config = Config(_DEFAULTS)


def reset_config() -> None:
    """Puts all settings back to Prefect's defaults."""
    config.clear()
    config._own.clear()
    config._fill(_DEFAULTS)
