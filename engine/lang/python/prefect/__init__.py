"""Prefect 1.4's own API, run by the notebook's engine."""

from prefect import (
    client,
    engine,
    executors,
    run_configs,
    schedules,
    storage,
    tasks,
    triggers,
    utilities,
)
from prefect.client import Client
from prefect.configuration import config
from prefect.core.edge import Edge
from prefect.core.flow import Flow
from prefect.core.parameter import Parameter
from prefect.core.task import Task
from prefect.engine import signals, state
from prefect.tasks.control_flow import case
from prefect.tasks.core.resource_manager import resource_manager
from prefect.utilities.context import context
from prefect.utilities.edges import flatten, mapped, unmapped
from prefect.utilities.tasks import apply_map, tags, task

__version__ = "1.4.1"

__all__ = [
    "Client",
    "Edge",
    "Flow",
    "Parameter",
    "Task",
    "apply_map",
    "case",
    "client",
    "config",
    "context",
    "engine",
    "executors",
    "flatten",
    "mapped",
    "resource_manager",
    "run_configs",
    "schedules",
    "signals",
    "state",
    "storage",
    "tags",
    "task",
    "tasks",
    "triggers",
    "unmapped",
    "utilities",
]
