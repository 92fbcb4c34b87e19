"""`prefect.run_configs.docker`, where Prefect has it."""

from prefect.run_configs import DockerRun

__all__ = ["DockerRun"]
