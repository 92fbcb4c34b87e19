"""What is asked for first when something goes wrong: versions, settings, and what a flow is made of."""

from __future__ import annotations

import json
import os
import platform
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prefect.core.flow import Flow


def system_information() -> dict[str, Any]:
    """Versions of what runs here."""
    import prefect

    return {
        "system_information": {
            "platform": platform.platform(),
            "prefect_backend": None,
            "prefect_version": prefect.__version__,
            "python_version": platform.python_version(),
        }
    }


def environment_variables() -> dict[str, Any]:
    """The names of Prefect's variables that are set; never their values."""
    return {"env_vars": sorted(name for name in os.environ if name.startswith("PREFECT__"))}


def config_overrides(include_secret_names: bool = False) -> dict[str, Any]:
    """The settings that code changed: their names with True, never their values."""
    from prefect.configuration import Config, config

    def changed(section: Config) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key in section:
            value = section[key]
            inside = changed(value) if isinstance(value, Config) else None
            if key == "secrets" and not include_secret_names:
                if value:
                    found[key] = True
            elif inside:
                found[key] = inside
            elif section.is_set(key):
                found[key] = True
        return found

    return {"config_overrides": changed(config)}


def flow_information(flow: Flow) -> dict[str, Any]:
    """What the flow is made of, in kinds and counts."""

    def kind(value: Any) -> str | None:
        return None if value is None else type(value).__name__

    return {
        "flow_information": {
            "task_count": len(flow.tasks),
            "edge_count": len(flow.edges),
            "reference_tasks": bool(flow._references),
            "result": kind(flow.result),
            "run_config": kind(flow.run_config),
            "schedule": kind(flow.schedule),
            "state_handlers": bool(flow.state_handlers),
            "storage": kind(flow.storage),
        }
    }


def diagnostic_info(flow: Flow | None = None, include_secret_names: bool = False) -> str:
    """All of it as JSON."""
    found = {
        **config_overrides(include_secret_names),
        **environment_variables(),
        **system_information(),
        **({} if flow is None else flow_information(flow)),
    }
    return json.dumps(found, sort_keys=True, indent=2)
