"""`prefect.backend.flow`, where Prefect has it."""

from prefect.backend import FlowView

__all__ = ["FlowView"]
