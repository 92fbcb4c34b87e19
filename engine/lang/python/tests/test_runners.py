"""FlowRunner and TaskRunner hand on what they are told; a flow can say what it is made of."""

import datetime
import json
import unittest
from typing import Any

from prefect import Edge, Flow, Task, _realm, task
from prefect.engine.flow_runner import FlowRunner
from prefect.engine.state import Pending, Running, Success
from prefect.engine.task_runner import TaskRunner
from prefect.schedules import Schedule
from prefect.schedules.clocks import DatesClock
from tests.harness import Bench


class OneRun(Bench):
    """Takes down what a flow is run with, and says that all succeeded."""

    def run_flow(self, flow: Flow, parameters: dict[str, Any], options: dict[str, Any]) -> Any:
        self.ran = (list(flow.state_handlers), options)
        return Success(result={each: Success() for each in flow.tasks})


class Runners(unittest.TestCase):
    def setUp(self) -> None:
        self.bench = OneRun()

    def tearDown(self) -> None:
        _realm.set_host(None)

    def test_a_flow_runner_adds_its_handlers_and_returns_the_tasks_asked_for(self) -> None:
        a, b = Task("a"), Task("b")
        flow = Flow("f", tasks=[a, b], state_handlers=[print])
        contexts = {a: {"x": 1}}
        runner = FlowRunner(flow, state_handlers=[repr])
        state = runner.run(return_tasks=[a], task_contexts=contexts)
        self.assertEqual(list(state.result), [a])
        self.assertEqual(self.bench.ran[0], [print, repr])
        self.assertIs(self.bench.ran[1]["task_contexts"], contexts)
        self.assertEqual(flow.state_handlers, [print])

    def test_a_task_whose_upstream_has_not_ended_is_not_due(self) -> None:
        a, b = Task("a"), Task("b")
        state = TaskRunner(b).run(upstream_states={Edge(a, b): Running()})
        self.assertIs(type(state), Pending)
        self.assertFalse(hasattr(self.bench, "ran"))

    def test_a_schedule_with_a_function_of_ones_own_says_so_in_pythons_words(self) -> None:
        schedule = Schedule([DatesClock([datetime.datetime(2030, 1, 1)])])
        schedule.filters = [lambda moment: True]
        with self.assertRaisesRegex(ValueError, r"prefect\.schedules\.filters"):
            schedule.next(1)


class Saying(unittest.TestCase):
    def test_diagnostics_count_and_name_kinds_only(self) -> None:
        with Flow("f") as flow:
            task(lambda: 1, name="one")()
        found = json.loads(flow.diagnostics())
        self.assertEqual(found["flow_information"]["task_count"], 1)
        self.assertIn("prefect_version", found["system_information"])

    def test_a_drawing_goes_either_way(self) -> None:
        flow = Flow("f", tasks=[Task("a")])
        self.assertIn("rankdir=LR", flow.visualize(horizontal=True).source)
        self.assertNotIn("rankdir", flow.visualize().source)

    def test_a_flow_has_a_logger(self) -> None:
        self.assertEqual(Flow("f").logger.name, "prefect.f")

    def test_a_class_that_hides_what_every_task_sets_is_told(self) -> None:
        bench = Bench()
        bench.run("from prefect import Task\nclass S(Task):\n    target = 'x'")
        self.assertIn("`target`", "".join(bench.prints()))
        _realm.set_host(None)
