"""What needs a backend, a shell or a network can be imported, and says so when it is used."""

import unittest

from prefect import Flow
from prefect.backend import FlowRunView, get_key_value
from prefect.engine.results import LocalResult
from prefect.engine.state import Failed, Running
from prefect.tasks.prefect import create_flow_run
from prefect.tasks.shell import ShellTask
from prefect.utilities.notifications import slack_notifier


class Elsewhere(unittest.TestCase):
    def test_a_backend_is_asked_in_vain(self) -> None:
        with self.assertRaisesRegex(RuntimeError, "backend"):
            FlowRunView.from_flow_run_id("x")
        with self.assertRaisesRegex(RuntimeError, "get_key_value"):
            get_key_value("k")

    def test_tasks_can_be_built_into_a_flow_and_fail_when_they_run(self) -> None:
        shell = ShellTask(name="ls", helper_script="cd /")
        with Flow("f") as flow:
            create_flow_run(flow_name="other", project_name="p")
        self.assertEqual([task.name for task in flow.tasks], ["create_flow_run"])
        with self.assertRaisesRegex(RuntimeError, "ShellTask needs a shell"):
            shell.run(command="ls")

    def test_notifiers_are_handlers_that_log(self) -> None:
        handler = slack_notifier(only_states=[Failed])
        with self.assertLogs("prefect.slack_notifier", "WARNING") as logged:
            state = Failed("no")
            self.assertIs(handler("task", Running(), state), state)
        self.assertIn("no network", logged.output[0])

    def test_results_are_not_kept_by_hand(self) -> None:
        with self.assertRaisesRegex(RuntimeError, "target="):
            LocalResult(location="a").write(1)
