"""`prefect.run_configs.local`, where Prefect has it."""

from prefect.run_configs import LocalRun

__all__ = ["LocalRun"]
