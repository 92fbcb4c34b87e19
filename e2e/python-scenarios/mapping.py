# --- 53. map, then reduce
with Flow("f") as flow:
    m = inc.map([1, 2, 3])
    r = total(m)
state = flow.run()
equal(
    [type(state.result[m]), state.result[m].result, state.result[r].result], [Mapped, [2, 3, 4], 9]
)
# --- 54. a list that is mapped over is a task
with Flow("f") as flow:
    inc.map([1, 2])
state = flow.run()
constant = flow.get_tasks(slug="[1, 2]-1")[0]
equal([type(state.result[constant]), state.result[constant].message], [Success, None])


# --- 55. one child fails
@task
def inverse(x):
    return 1 / x


with Flow("f") as flow:
    m = inc.map(inverse.map([1, 0, 2]))
    r = total(m)
state = flow.run()
equal(kinds(state.result[m].map_states), ["Success", "TriggerFailed", "Success"])
equal([each.result for each in state.result[m].map_states][::2], [2.0, 1.5])
equal(kinds([state.result[r], state]), ["TriggerFailed", "Failed"])


# --- 56. a reducer that takes failures gets the exception
@task
def inverse(x):
    return 1 / x


@task(trigger=prefect.triggers.any_successful)
def types(xs):
    return [type(x).__name__ for x in xs]


with Flow("f") as flow:
    r = types(inverse.map([1, 0, 2]))
state = flow.run()
assert state.is_successful()
equal(state.result[r].result, ["float", "ZeroDivisionError", "float"])


# --- 57. the parent succeeds, the flow does not
@task
def inverse(x):
    return 1 / x


with Flow("f") as flow:
    m = inverse.map([1, 0])
state = flow.run()
assert state.result[m].is_successful() and state.is_failed()


# --- 58. one child skips
@task
def maybe(x):
    if x == 2:
        raise signals.SKIP("two")
    return x


with Flow("f") as flow:
    m = inc.map(maybe.map([1, 2, 3]))
    r = total(m)
state = flow.run()
equal(
    kinds([*state.result[m].map_states, state.result[r], state]),
    ["Success", "Skipped", "Success", "Skipped", "Success"],
)
# --- 59. an empty list
with Flow("f") as flow:
    m = inc.map([])
    r = total(m)
state = flow.run()
equal([type(state.result[m]), state.result[m].result, state.result[r].result], [Mapped, [], 0])


# --- 60. nothing to map over
@task
def five():
    return 5


@task
def skips():
    raise signals.SKIP()


with Flow("f") as flow:
    a = inc.map(five())
    b = inc.copy(trigger=prefect.triggers.always_run).bind(fail(), mapped=True, flow=flow)
    c = inc.map(skips())
state = flow.run()
equal(kinds([state.result[each] for each in (a, b, c)]), ["Failed", "Failed", "Skipped"])
# --- 61. the shortest list decides
with Flow("f") as flow:
    m = add.map([1, 2, 3], [10, 20])
equal(flow.run().result[m].result, [11, 22])
# --- 62. unmapped values are constants
with Flow("f") as flow:
    m = add.map([1, 2], unmapped(5))
    all_of_it = add.map(unmapped(5), unmapped(6))
state = flow.run()
equal(flow.constants[m], {"y": 5})
equal([type(state.result[all_of_it]), state.result[all_of_it].result], [Success, 11])


# --- 63. flatten before mapping
@task
def lists():
    return [[1, 2], [3], []]


with Flow("f") as flow:
    m = inc.map(flatten(lists()))
equal(flow.run().result[m].result, [2, 3, 4])


# --- 64. flatten over a mapped task
@task
def upto(x):
    return list(range(x))


with Flow("f") as flow:
    nested = upto.map([1, 2, 3])
    m = inc.map(flatten(nested))
    r = task(lambda xs: xs, name="flat")(flatten(nested))
state = flow.run()
equal(state.result[m].result, [1, 1, 2, 1, 2, 3])
equal([state.result[m].n_map_states, state.result[r].result], [6, [0, 0, 1, 0, 1, 2]])


# --- 65. what cannot be flattened is left as it is
@task
def mixed():
    return [1, [2, 3]]


with Flow("f") as flow:
    m = inc.map(flatten(mixed()))
equal(kinds(flow.run().result[m].map_states), ["Success", "Failed"])


# --- 66. a text is mapped by its characters
@task
def same(x):
    return x


with Flow("f") as flow:
    m = same.map("abc")
equal(flow.run().result[m].result, ["a", "b", "c"])


# --- 67. a dict cannot be mapped over: a failed task
@task
def gives():
    return {"a": 1}


with Flow("f") as flow:
    m = inc.map(gives())
state = flow.run()
equal(kinds([state, state.result[m]]), ["Failed", "Failed"])


# --- 68. mapping without data
@task
def once():
    return 1


@task
def three():
    return [1, 2, 3]


with Flow("f") as flow:
    m = once.map(upstream_tasks=[three()])
equal(flow.run().result[m].result, [1, 1, 1])


# --- 69. a list, and what was mapped over it
@task
def three():
    return [1, 2, 3]


with Flow("f") as flow:
    xs = three()
    m = inc.map(xs)
    r = total(add.map(m, xs))
equal(flow.run().result[r].result, 15)


# --- 70. an element beside the whole
@task
def both(x, xs):
    return (x, sum(xs))


with Flow("f") as flow:
    m = inc.map([1, 2])
    r = both.map(m, unmapped(m))
equal(flow.run().result[r].result, [(2, 5), (3, 5)])
# --- 71. only the child that failed is called again
calls = []


@task(max_retries=1, retry_delay=timedelta(0))
def flaky(x):
    calls.append(x)
    if calls == [1, 2] or (x == 2 and calls.count(2) == 1):
        raise ValueError("no")
    return x


with Flow("f", executor=LocalExecutor()) as flow:
    r = inc.map(flaky.map([1, 2, 3]))
equal(flow.run().result[r].result, [2, 3, 4])
equal(sorted(calls), [1, 2, 2, 3])


# --- 72. a trigger for each child
@task
def div(x):
    return 1 / x


@task(trigger=prefect.triggers.all_failed)
def handle(x):
    return "handled"


with Flow("f") as flow:
    m = handle.map(div.map([0, 1]))
state = flow.run()
equal(kinds(state.result[m].map_states), ["Success", "TriggerFailed"])
equal(state.result[m].map_states[0].result, "handled")
# --- 73. handlers of a mapped task
seen = []


def note(task, old, new):
    seen.append((type(old).__name__, type(new).__name__))


with Flow("f", executor=LocalExecutor()) as flow:
    inc.copy(state_handlers=[note]).bind([1, 2], mapped=True, flow=flow)
flow.run()
equal(seen[0], ("Pending", "Mapped"))
equal(sorted(seen[1:]), [("Pending", "Running")] * 2 + [("Running", "Success")] * 2)


# --- 74. apply_map
@task
def is_even(x):
    return x % 2 == 0


@task
def negative(x):
    return -x


def inc_or_negate(x):
    with case(is_even(x), True):
        up = inc(x)
    with case(is_even(x), False):
        down = negative(x)
    return merge(up, down)


with Flow("f") as flow:
    m = apply_map(inc_or_negate, range(4))
    raises(ValueError, lambda: apply_map(lambda x: inc.map(x), [1]))
equal(flow.run().result[m].result, [1, -1, 3, -3])
