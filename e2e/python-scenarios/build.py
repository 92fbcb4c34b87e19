# --- 1. calls make copies, bound to values and to each other
with Flow("f") as flow:
    first = add(1, y=2)
    second = add(x=first, y=100)
state = flow.run()
equal([state.result[first].result, state.result[second].result], [3, 103])
equal([flow.slugs[first], flow.slugs[second]], ["add-1", "add-2"])
equal([flow.constants[first], flow.constants[second]], [{"x": 1, "y": 2}, {"y": 100}])
equal([edge.key for edge in flow.edges], ["x"])


# --- 2. a class of tasks with a default of its own
class AddTask(Task):
    def __init__(self, default, **kwargs):
        super().__init__(**kwargs)
        self.default = default

    def run(self, x, y=None):
        return x + (self.default if y is None else y)


plus = AddTask(default=1)
with Flow("f") as flow:
    a = plus(x=5)
    b = plus(a, y=10)
state = flow.run()
equal([state.result[a].result, state.result[b].result], [6, 16])


# --- 3. a parameter is asked for, and no other is taken
@task
def greet(person):
    return f"Hello, {person}!"


with Flow("f") as flow:
    g = greet(Parameter("name"))
equal(flow.run(name="Marvin").result[g].result, "Hello, Marvin!")
assert "name" in str(raises(ValueError, lambda: flow.run()))
assert "zz" in str(raises(TypeError, lambda: flow.run(name="Marvin", zz=1)))
assert "zz" in str(raises(ValueError, lambda: flow.run(parameters={"name": "Marvin", "zz": 1})))
# --- 4. the imperative flow of the seed page
name = Parameter("name")
say = task(lambda person: person, name="say_hello")
second_add = add.copy()
flow = Flow("My imperative flow!")
flow.add_task(add)
flow.add_task(second_add)
flow.add_task(say)
add.bind(x=1, y=2, flow=flow)
flow.set_dependencies(second_add, keyword_tasks={"x": add, "y": 100})
flow.set_dependencies(say, keyword_tasks={"person": name})
say.set_upstream(second_add, flow=flow)
state = flow.run(name="Marvin")
equal([state.result[second_add].result, state.result[say].result], [103, "Marvin"])
order = flow.sorted_tasks()
assert order.index(say) > order.index(second_add)
# --- 5. a parameter that nobody uses is told, and is not in the flow
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    with Flow("f") as flow:
        Parameter("p")
equal([each.category for each in caught], [UserWarning])
equal(list(flow.tasks), [])
# --- 6. an empty flow succeeds
assert Flow("empty").run().is_successful()
# --- 7. arguments that do not fit are refused at once
with Flow("f") as flow:
    for call in (lambda: add(), lambda: add(1, 2, 3), lambda: add(1, zz=3)):
        raises(TypeError, call)
equal(list(flow.tasks), [])
# --- 8. outside of a flow only run works
assert "active Flow context" in str(raises(ValueError, lambda: add(1)))
equal(add.run(2, 3), 5)
# --- 9. a flow is not run inside its own block
with Flow("f") as flow:
    inc(1)
    raises(RuntimeError, lambda: flow.run())


# --- 10. an uncalled task upstream is one more task, which fails
@task
def b():
    return 1


with Flow("f") as flow:
    called = inc(1)
    after = b(upstream_tasks=[inc])
state = flow.run()
equal(len(flow.tasks), 3)
equal(
    kinds([state, state.result[called], state.result[inc], state.result[after]]),
    ["Failed", "Success", "Failed", "TriggerFailed"],
)
equal(type(state.result[inc].result), TypeError)


# --- 11. tasks inside collections are found
@task
def same(x):
    return x


with Flow("f") as flow:
    t = same(1)
    r = same({"a": t, "b": [inc(5), 2], "c": (3, 4)})
state = flow.run()
equal(state.result[r].result, {"a": 1, "b": [6, 2], "c": (3, 4)})
equal(slugs(flow), ["Dict-1", "List-1", "List-2", "inc-1", "same-1", "same-2"])
# --- 12. a list of twelve keeps its order
with Flow("f") as flow:
    kept = task(lambda xs: xs, name="kept")([inc(i) for i in range(12)])
equal(flow.run().result[kept].result, list(range(1, 13)))
listed = flow.get_tasks(name="List")[0]
keys = sorted(edge.key for edge in flow.edges_to(listed))
equal(len(keys), 12)
# --- 13. a collection without tasks is no task
with Flow("f") as flow:
    task(lambda x: x, name="same")({"k": [1, 2]})
equal(slugs(flow), ["same-1"])


# --- 14. a set cannot hold a list
@task
def makes_list():
    return [1]


with Flow("f") as flow:
    r = total({makes_list()})
state = flow.run()
made = flow.get_tasks(name="Set")[0]
equal(kinds([state.result[made], state.result[r]]), ["Failed", "TriggerFailed"])
assert "unhashable" in repr(state.result[made].result), state.result[made].result


# --- 15. indexing
@task
def d():
    return {"q": [1, 2]}


with Flow("f") as flow:
    whole = d()
    item = whole["q"][1]
    missing = whole["z"]
    beyond = whole["q"][9]
state = flow.run()
equal(state.result[item].result, 2)
equal([missing.name, item.name], ["d['z']", "d['q'][1]"])
equal([type(state.result[each].result) for each in (missing, beyond)], [KeyError, IndexError])
# --- 16. nout, given or read from the annotation
from typing import Tuple


@task(nout=2)
def tw():
    return 1, 2


@task
def pair() -> Tuple[int, str]:
    return 3, "x"


with Flow("f") as flow:
    a, b = tw()
    c, e = pair()
    raises(TypeError, lambda: list(inc(1)))
state = flow.run()
equal([state.result[each].result for each in (a, b, c, e)], [1, 2, 3, "x"])
equal([a.name, b.name], ["tw[0]", "tw[1]"])
# --- 17. operators on a parameter
with Flow("f") as flow:
    p = Parameter("p")
    made = [(p + 1) * 2, 10 - p, p > 3, p.or_(3), p // 3]
state = flow.run(p=4)
equal([state.result[each].result for each in made], [10, 6, True, 4, 1])
assert (p == 4) is False
# --- 18. tags are part of the slug
with Flow("f") as flow:
    with tags("b", "a"):
        one = add(1)
    two = add(1)
equal([flow.slugs[one], flow.slugs[two]], ["add-a-b-1", "add-1"])


# --- 19. one task is put in another's place
@task
def b(x):
    return x


@task
def y(x):
    return x * 100


with Flow("f") as flow:
    middle = b(inc(1))
    last = inc(middle)
new = y.copy()
flow.replace(middle, new)
equal(flow.run().result[last].result, 201)
equal(flow.slugs[new], "y-1")
raises(ValueError, lambda: flow.replace(middle, new))
# --- 20. | orders
a, b, c = (Task(name) for name in "abc")
with Flow("f") as flow:
    a | b | c
equal(
    [(e.upstream_task.name, e.downstream_task.name, e.key) for e in flow.edges],
    [("a", "b", None), ("b", "c", None)],
)
# --- 21. update takes another flow's tasks over
with Flow("a") as a:
    inc(1)
with Flow("b") as b:
    add(1)
a.update(b)
equal(sorted(each.name for each in a.tasks), ["add", "inc"])
equal(sorted(each.name for each in b.tasks), ["add"])
# --- 22. an index into a mapped task
with Flow("f") as flow:
    r = inc.map([1, 2, 3])[1]
equal(flow.run().result[r].result, 3)
