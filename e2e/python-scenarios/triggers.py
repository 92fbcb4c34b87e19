# --- 82. triggers without upstreams, and with constants
from prefect import triggers


@task
def one():
    return 1


passing = ("all_successful", "all_failed", "any_successful", "any_failed", "all_finished")
with Flow("f") as flow:
    runs = [one.copy(trigger=getattr(triggers, name)) for name in passing]
    skipped = one.copy(trigger=triggers.not_all_skipped)
    for each in (*runs, skipped):
        flow.add_task(each)
    failed = fail()
    alone = one.copy(trigger=triggers.all_failed)
    alone.set_upstream(failed)
    beside = add.copy(trigger=triggers.all_failed).bind(
        failed, Parameter("p", default=1), flow=flow
    )
state = flow.run()
equal(kinds([state.result[each] for each in runs]), ["Success"] * 5)
equal(
    kinds([state.result[each] for each in (skipped, alone, beside)]),
    ["Skipped", "Success", "TriggerFailed"],
)
# --- 83. shares and numbers of failures
from prefect.triggers import some_failed


@task
def maybe(ok):
    if not ok:
        raise ValueError("no")


def outcome(oks, **bounds):
    @task(trigger=some_failed(**bounds))
    def after():
        return 1

    with Flow("f") as flow:
        r = after(upstream_tasks=[maybe(ok) for ok in oks])
    return type(flow.run().result[r]).__name__


equal(outcome([False, True, True], at_least=0.5), "TriggerFailed")
equal(outcome([False, False, True], at_least=0.5), "Success")
equal(outcome([False, False, True], at_most=1), "TriggerFailed")
equal(outcome([False, True, True], at_most=1), "Success")
# --- 84. triggers of one's own
asked = []


def never(upstream):
    asked.append(len(upstream))
    return False


def breaks(upstream):
    raise KeyError("k")


calls = []


@task(max_retries=1, retry_delay=timedelta(0))
def flaky():
    calls.append(1)
    if len(calls) == 1:
        raise ValueError("no")


with Flow("f", executor=LocalExecutor()) as flow:
    x = flaky()
    a = fail.copy(trigger=never)
    a.set_upstream(x)
    b = fail.copy(trigger=breaks)
    b.set_upstream(x)
    c = fail.copy(trigger=prefect.triggers.any_failed)
    c.set_upstream(x)
state = flow.run()
equal([asked, *kinds([state.result[each] for each in (a, b, c)])], [[1], *["TriggerFailed"] * 3])
equal(type(state.result[b].result), KeyError)


# --- 85. which tasks decide, and the last word
@task(trigger=prefect.triggers.any_failed)
def cleanup():
    return "clean"


def build(**options):
    with Flow("f", **options) as flow:
        broken = fail()
        cleanup(upstream_tasks=[broken])
    return flow, broken


flow, broken = build()
assert flow.run().is_successful()
flow.set_reference_tasks([broken])
assert flow.run().is_failed()


def changes(flow, state, references):
    state.message = "as I say"


flow, _ = build(terminal_state_handler=changes)
equal(flow.run().message, "as I say")


def replaces(flow, state, references):
    return Failed("no")


flow, _ = build(terminal_state_handler=replaces)
equal([type(flow.run()), flow.run().message], [Failed, "no"])
# --- 86. handlers of flows and tasks
seen = []


def note(obj, old, new):
    seen.append((type(old).__name__, type(new).__name__))


with Flow("f", state_handlers=[note]) as flow:
    inc(1)
flow.run()
equal(seen, [("Scheduled", "Running"), ("Running", "Success")])


def saves(obj, old, new):
    return Success(result=99) if new.is_failed() else new


def bursts(obj, old, new):
    raise ValueError("handler")


told = []
calls = []


@task
def counted():
    calls.append(1)


with Flow("f", executor=LocalExecutor(), on_failure=lambda f, s: told.append("flow")) as flow:
    saved = fail.copy(state_handlers=[saves], max_retries=3, retry_delay=timedelta(0))
    after = inc(saved)
    burst = counted.copy(state_handlers=[bursts])
    flow.add_task(burst)
    loud = task(
        lambda: 1 / 0,
        name="loud",
        max_retries=1,
        retry_delay=timedelta(0),
        on_failure=lambda t, s: told.append("task"),
    )()
state = flow.run()
equal(
    [state.result[after].result, *kinds([state.result[saved], state.result[burst]])],
    [100, "Success", "Failed"],
)
equal([calls, sorted(told)], [[], ["flow", "task", "task"]])
