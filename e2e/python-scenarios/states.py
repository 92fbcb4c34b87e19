# --- 29. a failure, and what comes after it
seen = []


def note(task, old, new):
    seen.append((type(old).__name__, type(new).__name__))


@task(state_handlers=[note])
def breaks():
    raise ValueError("boom")


with Flow("f") as flow:
    a = breaks()
    b = inc(a)
state = flow.run()
equal(kinds([state, state.result[a], state.result[b]]), ["Failed", "Failed", "TriggerFailed"])
equal(seen, [("Pending", "Running"), ("Running", "Failed")])


# --- 30. a skip goes on
@task
def skips():
    raise signals.SKIP("why")


with Flow("f") as flow:
    a = skips()
    b = inc(a)
    c = inc(b)
state = flow.run()
assert state.is_successful()
equal(kinds([state.result[each] for each in (a, b, c)]), ["Skipped"] * 3)
assert isinstance(state.result[a].result, signals.SKIP)
equal([state.result[b].result, state.result[c].result], [None, None])


# --- 31. what a skipped task hands on
@task
def skips(x):
    raise signals.SKIP("why", result=5) if x else signals.SKIP("why")


@task(skip_on_upstream_skip=False)
def takes(x):
    return x if isinstance(x, int) else type(x).__name__


with Flow("f") as flow:
    a = takes(skips(True))
    b = takes(skips(False))
state = flow.run()
equal([state.result[a].result, state.result[b].result], [5, "SKIP"])


# --- 32. all_finished does not save from a skip
@task
def skips():
    raise signals.SKIP()


with Flow("f") as flow:
    a = inc.copy(trigger=prefect.triggers.all_finished).bind(skips(), flow=flow)
assert flow.run().result[a].is_skipped()


# --- 33. all_finished gets the exception
@task(trigger=prefect.triggers.all_finished)
def takes(x):
    return repr(x)


with Flow("f") as flow:
    a = takes(fail())
state = flow.run()
assert state.is_successful()
equal(state.result[a].result, "ValueError('boom')")


# --- 34. SUCCESS ends early with a value
@task
def early():
    raise signals.SUCCESS("m", result=9)


with Flow("f") as flow:
    a = early()
    b = inc(a)
state = flow.run()
equal([type(state.result[a]), state.result[a].message, state.result[b].result], [Success, "m", 10])
# --- 38. a state that is given is not worked for
calls = []


@task
def bad():
    calls.append(1)
    raise ValueError("boom")


with Flow("f", executor=LocalExecutor()) as flow:
    a = bad()
    b = inc(a)
state = flow.run(task_states={a: Success(result=5)})
equal(calls, [])
assert state.is_successful()
equal(state.result[b].result, 6)
# --- 39. a cancelled reference task fails nothing
with Flow("f") as flow:
    a = inc(1)
state = flow.run(task_states={a: Cancelled("no")})
equal(kinds([state, state.result[a]]), ["Success", "Cancelled"])
equal(state.message, "No reference tasks failed.")
# --- 40. a flow that starts in an end does not run
with Flow("f") as flow:
    a = inc(1)
state = flow.run(state=Failed("before"))
equal(kinds([state, state.result[a]]), ["Failed", "Pending"])


# --- 41. a flow run inside a task
@task
def outer(x):
    with Flow("inner") as inner:
        r = inc(x)
    return inner.run().result[r].result


with Flow("f") as flow:
    a = outer(4)
equal(flow.run().result[a].result, 5)
# --- 42. raise_on_exception lets the exception out
from prefect.utilities.debug import raise_on_exception

with Flow("f") as flow:
    fail()


def run():
    with raise_on_exception():
        flow.run()


equal(str(raises(ValueError, run)), "boom")
