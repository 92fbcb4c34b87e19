"""Put before each scenario."""

import datetime
from datetime import timedelta

import prefect
from prefect import Flow, Parameter, Task, apply_map, case, flatten, tags, task, unmapped
from prefect.core.edge import Edge
from prefect.engine import signals
from prefect.engine.state import (
    Cached,
    Cancelled,
    Failed,
    Mapped,
    Paused,
    Pending,
    Retrying,
    Skipped,
    Success,
    TimedOut,
    TriggerFailed,
)
from prefect.executors import LocalExecutor
from prefect.tasks.control_flow import FilterTask, ifelse, merge, switch


@task
def inc(x):
    return x + 1


@task
def add(x, y=1):
    return x + y


@task
def total(xs):
    return sum(xs)


@task
def fail():
    raise ValueError("boom")


def raises(kind, code):
    """The exception of this class that the code raises."""
    try:
        code()
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__} was raised")


def kinds(states):
    """The names of the classes of states."""
    return [type(state).__name__ for state in states]


def slugs(flow):
    """The names of the tasks of a flow, sorted."""
    return sorted(flow.slugs.values())


def equal(given, wanted):
    """Says both where they differ."""
    assert given == wanted, f"{given!r} is not {wanted!r}"
