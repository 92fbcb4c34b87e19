# --- 35. PAUSE waits, and goes on as resumed
seen = []


def note(task, old, new):
    seen.append(type(new).__name__)


@task(state_handlers=[note])
def waits():
    if not prefect.context.get("resume"):
        raise signals.PAUSE(
            "look first", start_time=datetime.datetime.now(datetime.UTC) + timedelta(hours=1)
        )
    return "went on"


with Flow("f") as flow:
    r = waits()
equal(flow.run().result[r].result, "went on")
equal(seen, ["Running", "Paused", "Running", "Success"])
# --- 36. pause_task goes on by itself after its time
from prefect.utilities.tasks import pause_task


@task
def waits():
    pause_task("look", duration=timedelta(seconds=1))
    return 5


with Flow("f") as flow:
    r = waits()
equal(flow.run().result[r].result, 5)
# --- 37. manual_only gets its data once it is resumed
from prefect.engine.state import Resume

with Flow("f") as flow:
    r = inc.copy(trigger=prefect.triggers.manual_only).bind(inc(1), flow=flow)
equal(flow.run(task_states={r: Resume()}).result[r].result, 3)
