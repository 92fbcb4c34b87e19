"""Where agents would run a flow. There are none here: the settings are kept and not used."""

from __future__ import annotations

from typing import Any


class RunConfig:
    """Base class for RunConfigs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.args = args
        self.settings = kwargs

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class UniversalRun(RunConfig):
    """Configure a flow-run to run universally on any Agent."""


class LocalRun(RunConfig):
    """Configure a flow-run to run as a Local Process."""


class DockerRun(RunConfig):
    """Configure a flow-run to run as a Docker container."""


class KubernetesRun(RunConfig):
    """Configure a flow-run to run as a Kubernetes Job."""


class ECSRun(RunConfig):
    """Configure a flow-run to run as an ECS Task."""


class VertexRun(RunConfig):
    """Configure a flow-run to run as a Vertex CustomJob."""
