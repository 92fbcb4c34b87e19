# --- 43. two failures, two retries, success
calls = []
seen = []


def note(task, old, new):
    seen.append(type(new).__name__)


@task(max_retries=2, retry_delay=timedelta(0))
def flaky():
    calls.append(prefect.context.task_run_count)
    if len(calls) < 3:
        raise ValueError("no")
    return 1


with Flow("f", executor=LocalExecutor()) as flow:
    r = inc.copy(state_handlers=[note]).bind(flaky(), flow=flow)
state = flow.run()
assert state.is_successful()
equal(calls, [1, 2, 3])
equal(seen, ["Running", "Success"])
# --- 44. three calls at most
calls = []


@task(max_retries=2, retry_delay=timedelta(0))
def flaky():
    calls.append(1)
    raise ValueError("no")


with Flow("f", executor=LocalExecutor()) as flow:
    r = flaky()
equal([type(flow.run().result[r]), len(calls)], [Failed, 3])
# --- 45. other exceptions are not worth a retry
calls = []


@task(max_retries=2, retry_delay=timedelta(0), retry_on=KeyError)
def flaky(signal):
    calls.append(1)
    raise signals.FAIL("no") if signal else ValueError("no")


with Flow("f", executor=LocalExecutor()) as flow:
    a = flaky(True)
    b = flaky(False)
state = flow.run()
equal([len(calls), *kinds([state.result[a], state.result[b]])], [2, "Failed", "Failed"])
# --- 46. FAIL is tried again, what waits for it is not
calls = []


@task(max_retries=1, retry_delay=timedelta(0))
def fails():
    calls.append(1)
    raise signals.FAIL("no")


with Flow("f", executor=LocalExecutor()) as flow:
    a = fails()
    b = inc.copy(max_retries=3, retry_delay=timedelta(0)).bind(a, flow=flow)
state = flow.run()
equal([len(calls), *kinds([state.result[a], state.result[b]])], [2, "Failed", "TriggerFailed"])
# --- 47. RETRY goes beyond the limit
calls = []


@task
def again():
    calls.append(1)
    if len(calls) < 4:
        raise signals.RETRY("once more", start_time=datetime.datetime.now(datetime.UTC))
    return len(calls)


with Flow("f", executor=LocalExecutor()) as flow:
    r = again()
state = flow.run()
equal([type(state.result[r]), state.result[r].result], [Success, 4])
# --- 48. a timeout is a failure that is tried again
seen = []


def note(task, old, new):
    seen.append(type(new).__name__)


@task(timeout=1, max_retries=1, retry_delay=timedelta(0), state_handlers=[note])
def slow():
    import time

    time.sleep(3)


with Flow("f") as flow:
    r = slow()
state = flow.run()
equal(seen, ["Running", "TimedOut", "Retrying", "Running", "TimedOut"])
assert isinstance(state.result[r].result, prefect.exceptions.TaskTimeoutSignal)
# --- 49. a loop, and what its handlers see
seen = []


def note(task, old, new):
    seen.append((type(old).__name__, type(new).__name__))


@task(state_handlers=[note])
def loops():
    so_far = prefect.context.get("task_loop_result", 0) + 10
    if prefect.context.get("task_loop_count", 1) < 3:
        raise signals.LOOP(result=so_far)
    return so_far


with Flow("f") as flow:
    r = loops()
equal(flow.run().result[r].result, 30)
again = [("Pending", "Running"), ("Running", "Looped")]
equal(seen, [*again, *again, ("Pending", "Running"), ("Running", "Success")])


# --- 50. LOOP without a result
@task
def loops():
    if prefect.context.get("task_loop_count") is None:
        raise signals.LOOP()
    return prefect.context.get("task_loop_result")


with Flow("f") as flow:
    r = loops()
equal(flow.run().result[r].result, "LOOP()")
# --- 51. a retry inside a loop
calls = []


@task(max_retries=1, retry_delay=timedelta(0))
def loops():
    count = prefect.context.get("task_loop_count", 1)
    result = prefect.context.get("task_loop_result")
    calls.append((count, prefect.context.task_run_count, result))
    if count == 3 and prefect.context.task_run_count == 1:
        raise ValueError("no")
    if count < 4:
        raise signals.LOOP(result=(result or 0) + 100)
    return result


with Flow("f", executor=LocalExecutor()) as flow:
    r = loops()
state = flow.run()
equal(calls, [(1, 1, None), (2, 1, 100), (3, 1, 200), (3, 2, 200), (4, 1, 300)])


# --- 52. loops inside a map
@task
def doubles(x):
    value = prefect.context.get("task_loop_result", x)
    if value < 10:
        raise signals.LOOP(result=value * 2)
    return value


with Flow("f") as flow:
    r = doubles.map([1, 3, 20])
equal(flow.run().result[r].result, [16, 12, 20])
