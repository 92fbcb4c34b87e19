"""`prefect.run_configs.ecs`, where Prefect has it."""

from prefect.run_configs import ECSRun

__all__ = ["ECSRun"]
