# --- 75. case and merge: the branch that fits, and none
@task
def a():
    return "A"


@task
def b():
    return "B"


with Flow("f") as flow:
    p = Parameter("p")
    with case(p, True):
        yes = a()
    with case(p, False):
        no = b()
    m = merge(yes, no)
    last = task(lambda x: x, name="last")(m)
equal([flow.run(p=p_).result[m].result for p_ in (True, False)], ["A", "B"])
assert flow.run(p=True).result[no].is_skipped()
assert {"case(True)-1", "case(False)-1"} <= set(slugs(flow))
state = flow.run(p=7)
equal(kinds([state.result[m], state.result[last], state]), ["Skipped", "Skipped", "Success"])
# --- 76. what fits, and blocks in blocks
with Flow("f") as flow:
    with case(1, True):
        one = inc(1)
    with case(False, True):
        with case(True, True):
            two = inc(2)
    with case(True, False):
        pass
state = flow.run()
equal(kinds([state.result[one], state.result[two]]), ["Success", "Skipped"])
raises(TypeError, lambda: case(1, inc))
equal(len([each for each in flow.tasks if each.name.startswith("case")]), 3)
# --- 77. what runs in a branch not taken
with Flow("f") as flow:
    with case(False, True):
        p = Parameter("p", default=4)
        stubborn = inc.copy(skip_on_upstream_skip=False).bind(1, flow=flow)
        plain = inc(p)
state = flow.run()
equal(
    kinds([state.result[each] for each in (p, stubborn, plain)]), ["Success", "Success", "Skipped"]
)


# --- 78. what merge takes
@task
def gives(x):
    return x


with Flow("f") as flow:
    none = merge(gives(None))
    first = merge(gives(1), gives(2))
    failed = merge(fail(), gives(1))
    ten = merge(*[gives(i if i in (2, 10) else None) for i in range(1, 11)])
state = flow.run()
equal([state.result[each].result for each in (none, first, ten)], [None, 1, 2])
assert isinstance(state.result[failed], TriggerFailed)
# --- 79. switch and ifelse take one branch
with Flow("f") as flow:
    x, y, yes, no = (inc.copy(name=name).bind(1, flow=flow) for name in ("x", "y", "yes", "no"))
    switch("b", {"a": x, "b": y})
    ifelse([], yes, no)
state = flow.run()
equal(
    kinds([state.result[each] for each in (x, y, yes, no)]),
    ["Skipped", "Success", "Skipped", "Success"],
)
names = {each.name for each in flow.tasks}
assert {'CompareValue: "b"', "as_bool"} <= names, names


# --- 80. FilterTask drops None and exceptions, and keeps signals
@task
def gives():
    return [0, RuntimeError("no"), signals.SKIP("s"), None, 4]


with Flow("f") as flow:
    r = FilterTask()(gives())
result = flow.run().result[r].result
equal([result[0], type(result[1]).__name__, result[2]], [0, "SKIP", 4])
# --- 81. resources are set up, used and cleaned up, whatever happens
log = []


@prefect.resource_manager
class Room:
    def __init__(self, good=True):
        log.append("init")
        self.good = good

    def setup(self):
        log.append("setup")
        if not self.good:
            raise ValueError("no room")
        return "room"

    def cleanup(self, room):
        log.append("cleanup")


@task
def work(room, good=True):
    log.append("work")
    if not good:
        raise ValueError("broken")


def build(room_is_good, work_is_good, taken=True):
    with Flow("f", executor=LocalExecutor()) as flow:
        with case(taken, True):
            with Room(room_is_good) as room:
                used = work(room, work_is_good)
    return flow, used


flow, used = build(True, True)
assert flow.run().is_successful()
equal(log, ["init", "setup", "work", "cleanup"])
equal(flow.reference_tasks(), {used})
log.clear()
flow, used = build(True, False)
assert flow.run().is_failed()
equal(log, ["init", "setup", "work", "cleanup"])
log.clear()
flow, used = build(False, True)
state = flow.run()
cleanup = flow.get_tasks(name="Room.cleanup")[0]
equal(
    kinds([state.result[used], state.result[cleanup], state]),
    ["TriggerFailed", "Skipped", "Failed"],
)
equal(log, ["init", "setup"])
log.clear()
flow, used = build(True, True, taken=False)
equal([set(kinds(flow.run().result.values())) - {"Success"}, log], [{"Skipped"}, []])
