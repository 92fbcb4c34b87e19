"""`prefect.run_configs.universal`, where Prefect has it."""

from prefect.run_configs import UniversalRun

__all__ = ["UniversalRun"]
