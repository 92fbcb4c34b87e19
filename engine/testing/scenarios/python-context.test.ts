/** The context of a run in Python: what stands around `flow.run`, and what it is given. */

import { expect, it } from "vitest";
import { runPython } from "../python-scenario.ts";

const WORD = "hush-4711";

it(
  "hands the context on to the tasks, secrets past all records",
  { timeout: 600_000 },
  async () => {
    const { told, logs, stores } = await runPython(`
import datetime
# Not as it is: the text of the cell is on record.
word = "-".join(["hush", "4711"])
from prefect.tasks.secrets import PrefectSecret

class Own:
    x = 7

@task
def look(secret, p):
    c = prefect.context
    return [c.get("a"), c.get("b").x, c.today, c.flow_run_id, c.get("mine"), c.map_index, len(secret), p]

with Flow("f") as f:
    one = look(PrefectSecret("TOKEN"), Parameter("p", default=1))
with prefect.context(a=1, secrets={"TOKEN": word}):
    state = f.run(
        context={"b": Own(), "date": datetime.datetime(2020, 3, 1), "parameters": {"p": 5}},
        flow_run_id="the-id",
        task_contexts={one: {"mine": 2}},
    )
assert state.result[one].result == [1, 7, "2020-03-01", "the-id", 2, None, 9, 5], state.result[one]
state = f.run(context={"secrets": {"TOKEN": word}, "b": Own()}, parameters={"p": 6})
assert state.result[one].result[-2:] == [9, 6], state.result[one]`);
    expect(logs.join("\n")).not.toContain(WORD);
    expect(told).not.toContain(WORD);
    for (const { id } of await stores.runs.runs("n")) {
      expect(JSON.stringify(await stores.runs.events(id))).not.toContain(WORD);
    }
  },
);

it("heeds the settings of code for checkpoints and schedules", { timeout: 600_000 }, async () => {
  await expect(
    runPython(`
import datetime
from prefect.schedules import Schedule
from prefect.schedules.clocks import DatesClock

@task(target="kept-{x}.txt")
def keep(x):
    return [x, prefect.context.checkpointing]

at = datetime.datetime.now(datetime.timezone.utc) + timedelta(days=1)
with Flow("f", schedule=Schedule([DatesClock([at])])) as f:
    kept = keep.map([1, 2])
prefect.config.flows.run_on_schedule = False
kinds = []
for wish in (False, False, True, True):
    prefect.config.flows.checkpointing = wish
    state = f.run()
    kinds += [type(each).__name__ for each in state.result[kept].map_states]
    assert state.result[kept].map_states[0].result[1] is wish
assert kinds == ["Success"] * 6 + ["Cached"] * 2, kinds`),
  ).resolves.toMatchObject({ prints: [] });
});
