"""`prefect.run_configs.vertex`, where Prefect has it."""

from prefect.run_configs import VertexRun

__all__ = ["VertexRun"]
