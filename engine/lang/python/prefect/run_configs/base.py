"""`prefect.run_configs.base`, where Prefect has it."""

from prefect.run_configs import RunConfig

__all__ = ["RunConfig"]
