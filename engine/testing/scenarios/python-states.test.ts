/** Python's own objects in a run: exceptions, validators and signals keep what they are. */

import { expect, it } from "vitest";
import { runPython } from "../python-scenario.ts";

const TIME = { timeout: 600_000 };

it("hands back an exception of a cell's own class with its fields", TIME, async () => {
  await expect(
    runPython(`
class Mine(Exception):
    def __init__(self, a, b):
        super().__init__(f"{a}-{b}")
        self.a = a

@task
def t():
    raise Mine(1, 2)

@task(trigger=all_failed)
def read(error):
    return [type(error) is Mine, error.a, str(error)]

with Flow("f") as f:
    x = t()
    y = read(x)
state = f.run()
error = state.result[x].result
assert isinstance(error, Mine), type(error)
assert (error.a, str(error)) == (1, "1-2")
assert error.__traceback__ is not None
assert state.result[y].result == [True, 1, "1-2"], state.result[y]`),
  ).resolves.toMatchObject({ prints: [] });
});

it("shows a cache validator what the value was made from", TIME, async () => {
  await expect(
    runPython(`
from prefect.engine.cache_validators import all_inputs

def same_inputs(state, inputs, parameters):
    return all_inputs(state, inputs, parameters)

def same_parameters(state, inputs, parameters):
    return state.cached_parameters == parameters

def same_hashes(state, inputs, parameters):
    return set(state.hashed_inputs) == {"x"} and state.cached_inputs["x"] == inputs["x"]

import random

def make(validator):
    return task(lambda x: [x, random.random()], name=validator.__name__, cache_for=timedelta(hours=1), cache_validator=validator)

with Flow("f") as f:
    p = Parameter("p")
    made = [make(each)(p) for each in (same_inputs, same_parameters, same_hashes)]
runs = [f.run(p=p) for p in (1, 2, 1)]
for each in made:
    first, other, again = (run.result[each].result for run in runs)
    assert first[0] == 1 and other[0] == 2
    assert again == first, each`),
  ).resolves.toMatchObject({ prints: [] });
});

it("ends a task in the state that ENDRUN names", TIME, async () => {
  await expect(
    runPython(`
@task
def early():
    raise signals.ENDRUN(state=Success("early", result=3))

def stop(task, old, new):
    if new.is_running():
        raise signals.ENDRUN(state=Failed("stopped"))

@task(state_handlers=[stop])
def stopped():
    return 1

@task(max_retries=2, retry_delay=timedelta(0))
def no_retry():
    raise signals.ENDRUN(Failed("for good"))

with Flow("f") as f:
    x, y, z = early(), stopped(), no_retry()
state = f.run()
assert type(state.result[x]) is Success
assert (state.result[x].message, state.result[x].result) == ("early", 3)
assert (type(state.result[y]), state.result[y].message) == (Failed, "stopped")
assert (type(state.result[z]), state.result[z].message) == (Failed, "for good")`),
  ).resolves.toMatchObject({ prints: [] });
});

it(
  "raises in raise_on_exception what a task raised, whatever became of the flow",
  TIME,
  async () => {
    const { logs } = await runPython(`
from prefect.utilities.debug import raise_on_exception

@task
def inverse(x):
    return 1 / x

@task(trigger=any_failed)
def cleanup():
    return "clean"

@task(max_retries=3, retry_delay=timedelta(0), name="retried")
def retried():
    raise KeyError("k")

with Flow("mapped") as mapped_flow:
    inverse.map([1, 0])
with Flow("cleaned") as cleaned:
    cleanup(upstream_tasks=[inverse(0)])
with Flow("retries") as retries:
    retried()
with Flow("skips") as skips:
    task(lambda: (_ for _ in ()).throw(signals.SKIP("no")), name="skip")()
for flow, kind in ((mapped_flow, ZeroDivisionError), (cleaned, ZeroDivisionError), (retries, KeyError)):
    try:
        with raise_on_exception():
            flow.run()
    except kind:
        print("raised by", flow.name)
    else:
        raise AssertionError(flow.name)
with raise_on_exception():
    skips.run()`);
    expect(logs.filter((line) => line.includes("Task 'retried': Starting"))).toHaveLength(1);
  },
);
