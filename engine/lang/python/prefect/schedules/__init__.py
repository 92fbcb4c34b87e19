"""When flows start by themselves: schedules, and the clocks, filters and adjustments they are made of."""

from prefect.schedules import adjustments, clocks, filters, schedules
from prefect.schedules.schedules import CronSchedule, IntervalSchedule, RRuleSchedule, Schedule

__all__ = [
    "CronSchedule",
    "IntervalSchedule",
    "RRuleSchedule",
    "Schedule",
    "adjustments",
    "clocks",
    "filters",
    "schedules",
]
