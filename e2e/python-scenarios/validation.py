# --- 23. retries need a delay, and a delay retries
raises(ValueError, lambda: Task(max_retries=1))
raises(ValueError, lambda: Task(retry_delay=timedelta(seconds=1)))
raises(ValueError, lambda: Task(retry_on=ValueError))
# --- 24. options of the wrong kind
raises(TypeError, lambda: Task(timeout=1.5))
raises(TypeError, lambda: Task(tags="a"))
raises(TypeError, lambda: Task(max_retries=1, retry_delay=timedelta(0), retry_on="x"))
# --- 25. parameters that no task can have
raises(ValueError, lambda: task(lambda *args: 1))
for name in ("mapped", "flow", "task_args", "upstream_tasks"):
    raises(ValueError, lambda name=name: task(eval(f"lambda {name}: 1")))
# --- 26. names and slugs
raises(ValueError, lambda: Flow(""))
flow = Flow("f")
flow.add_task(Task("a", slug="s"))
raises(ValueError, lambda: flow.add_task(Task("b", slug="s")))
flow.add_task(Parameter("p"))
raises(ValueError, lambda: flow.add_task(Parameter("p")))
raises(TypeError, lambda: flow.add_task(1))
# --- 27. edges that cannot be
a = Task("a")
raises(ValueError, lambda: Edge(a, a))
raises(ValueError, lambda: Edge(a, Task("b"), key="1x"))
raises(ValueError, lambda: Flow("f").add_edge(a, Parameter("p")))
# --- 28. a cycle is found when the flow is checked or run
a, b = Task("a"), Task("b")
flow = Flow("f")
flow.add_edge(a, b)
flow.add_edge(b, a)
raises(ValueError, flow.validate)
raises(ValueError, flow.sorted_tasks)
state = flow.run()
assert state.is_failed() and state.message.startswith("Unexpected error: ValueError"), state
