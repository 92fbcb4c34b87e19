"""Conditions and branches."""

from prefect.tasks.control_flow.case import case
from prefect.tasks.control_flow.conditional import ifelse, merge, switch
from prefect.tasks.control_flow.filter import FilterTask

__all__ = ["FilterTask", "case", "ifelse", "merge", "switch"]
