# --- 87. cached for a time, and at a target
from prefect.engine.cache_validators import all_inputs
from prefect.engine.results import PrefectResult
from prefect.utilities.configuration import set_temporary_config

calls = []


@task(cache_for=timedelta(hours=1), cache_validator=all_inputs)
def slow(x):
    calls.append(x)
    return x * 10


with Flow("f", executor=LocalExecutor()) as flow:
    r = slow(Parameter("p"))
states = [flow.run(p=p).result[r] for p in (1, 1, 2, 1)]
equal([calls, [each.result for each in states]], [[1, 2], [10, 10, 20, 10]])
equal(set(kinds(states)), {"Cached"})


@task(target="scenario-87-{x}.txt")
def kept(x):
    calls.append(x)
    return x + 1


@task
def generator():
    return (x for x in [1])


@task(target="{nobody_gives_this}.txt")
def unknown():
    return 1


with Flow("f", executor=LocalExecutor()) as flow:
    k = kept.map([1, 2])
    g = generator()
    u = unknown()
calls.clear()
with set_temporary_config({"flows.checkpointing": False}):
    off = [flow.run(), flow.run()]
equal([calls, kinds(off[1].result[k].map_states)], [[1, 2, 1, 2], ["Success", "Success"]])
calls.clear()
with set_temporary_config({"flows.checkpointing": True}):
    first = flow.run()
    second = flow.run()
equal([first.result[k].result, second.result[k].result, calls], [[2, 3], [2, 3], [1, 2]])
equal(kinds(second.result[k].map_states), ["Cached", "Cached"])
equal(kinds([first.result[g], first.result[u]]), ["Failed", "Failed"])


@task(target="scenario-87-none.txt")
def nothing():
    calls.append("none")


@task(target="scenario-87-opted-out.txt", checkpoint=False)
def opted_out():
    calls.append("out")
    return 1


with Flow("f", executor=LocalExecutor()) as flow:
    nothing()
    opted_out()
calls.clear()
with set_temporary_config({"flows.checkpointing": True}):
    flow.run()
    flow.run()
equal(sorted(calls), ["none", "none", "out", "out"])
equal(PrefectResult().write([1, "a"]).location, '[1, "a"]')
# --- 88. schedules run a flow time after time
import pendulum
from prefect.schedules import CronSchedule, IntervalSchedule, Schedule, adjustments, filters
from prefect.schedules.clocks import CronClock, DatesClock, IntervalClock

seen = []


@task
def notes(p):
    seen.append(p)


soon = pendulum.now("UTC")
with Flow("f", executor=LocalExecutor()) as flow:
    notes(Parameter("p", default="D"))
flow.schedule = Schedule(
    clocks=[
        DatesClock([soon.add(seconds=30)], parameter_defaults={"p": "A"}),
        DatesClock([soon.add(seconds=60)], parameter_defaults={"p": "B"}),
    ]
)
flow.run()
flow.run(run_on_schedule=False)
equal(seen, ["A", "B", "D"])
flow.schedule = Schedule(clocks=[DatesClock([soon.subtract(seconds=30)])])
raises(ValueError, flow.run)
equal(seen, ["A", "B", "D"])


def hours(schedule, n, after):
    return [each.in_timezone("UTC").hour for each in schedule.next(n, after=after)]


hourly = IntervalSchedule(start_date=pendulum.datetime(2019, 1, 1), interval=timedelta(hours=1))
equal(hours(hourly, 1, pendulum.datetime(2019, 1, 1, 5)), [6])
future = IntervalSchedule(start_date=pendulum.datetime(2019, 1, 2), interval=timedelta(hours=1))
equal(future.next(1, after=pendulum.datetime(2019, 1, 1)), [pendulum.datetime(2019, 1, 2)])
nine = IntervalSchedule(
    start_date=pendulum.datetime(2019, 3, 8, 9, tz="America/New_York"), interval=timedelta(days=1)
)
over_dst = nine.next(4, after=pendulum.datetime(2019, 3, 8, 10, tz="America/New_York"))
equal([each.in_timezone("America/New_York").hour for each in over_dst], [9, 9, 9, 9])
weekdays = Schedule(
    clocks=[CronClock("0 9 * * 1-5"), CronClock("0 17 * * 1-5")],
    not_filters=[filters.between_dates(1, 2, 1, 5)],
)
equal(
    [(each.day, each.hour) for each in weekdays.next(4, after=pendulum.datetime(2019, 1, 1))],
    [(1, 9), (1, 17), (7, 9), (7, 17)],
)
newyork = CronSchedule(
    "0 * * * *", start_date=pendulum.datetime(2018, 11, 3, tz="America/New_York")
)
equal(
    hours(newyork, 4, pendulum.datetime(2018, 11, 3, 23, 30, tz="America/New_York")), [4, 6, 7, 8]
)
month_ends = Schedule(
    clocks=[IntervalClock(timedelta(days=1), start_date=pendulum.datetime(2019, 1, 1))],
    filters=[filters.is_month_end],
    adjustments=[adjustments.next_weekday],
)
equal(
    [(each.month, each.day) for each in month_ends.next(5, after=pendulum.datetime(2019, 1, 1))],
    [(1, 31), (2, 28), (4, 1), (4, 30), (5, 31)],
)
two = Schedule(
    clocks=[
        IntervalClock(timedelta(hours=1), start_date=pendulum.datetime(2019, 1, 1)),
        IntervalClock(timedelta(hours=2), start_date=pendulum.datetime(2019, 1, 1)),
    ]
)
equal(hours(two, 4, pendulum.datetime(2019, 1, 1)), [1, 2, 3, 4])
twice = Schedule(
    clocks=[
        IntervalClock(
            timedelta(hours=1),
            start_date=pendulum.datetime(2019, 1, 1),
            parameter_defaults={"p": p},
        )
        for p in ("A", "B")
    ]
)
equal(hours(twice, 4, pendulum.datetime(2019, 1, 1)), [1, 1, 2, 2])
nothing = Schedule(
    clocks=[CronClock("0 0 * * *")],
    filters=[filters.between_dates(1, 1, 1, 1)],
    not_filters=[filters.between_dates(1, 1, 1, 1)],
)
equal(nothing.next(1), [])
# --- 89. the context of a run
import json

from prefect.core.parameter import DateTimeParameter
from prefect.tasks.secrets import PrefectSecret


@task
def cx(x):
    return [prefect.context.yesterday, prefect.context.task_full_name, prefect.context.map_index]


with Flow("f") as flow:
    r = cx.map([1])
equal(flow.run(context={"date": "2020-03-01"}).result[r].result, [["2020-02-29", "cx[0]", 0]])

with Flow("f") as flow:
    d = DateTimeParameter("d")
    day = task(lambda d: d.day, name="day")(d)
    absent = PrefectSecret("NOBODY_HAS_IT")
    flow.add_task(absent)
    known = task(lambda secret: secret["k"], name="known")(PrefectSecret("K"))
with prefect.context(secrets={"K": '{"k": 42}'}):
    state = flow.run(d="2020-02-03")
equal(state.result[known].result, 42)
equal([state.result[day].result, type(state.result[absent])], [3, Failed])
equal(type(state.result[absent].result), ValueError)
assert flow.run(d="soon").result[d].is_failed()
raises(ValueError, lambda: flow.run())
