"""`prefect.run_configs.kubernetes`, where Prefect has it."""

from prefect.run_configs import KubernetesRun

__all__ = ["KubernetesRun"]
