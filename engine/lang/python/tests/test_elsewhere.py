"""What needs a backend, a shell or a network can be imported, and says so when it is used."""

import importlib
import unittest

from prefect import Flow
from prefect.backend import FlowRunView, get_key_value
from prefect.engine.results import ConstantResult, LocalResult, PrefectResult
from prefect.engine.state import Failed, Running, Success
from prefect.tasks.notifications import EmailTask
from prefect.tasks.prefect import create_flow_run, get_task_run_result, wait_for_flow_run
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

    def test_results_that_need_no_store_are_read_and_written_by_hand(self) -> None:
        written = PrefectResult().write([1, "a"])
        self.assertEqual(written.location, '[1, "a"]')
        self.assertEqual(PrefectResult().read(written.location).value, [1, "a"])
        self.assertTrue(PrefectResult().exists("1"))
        self.assertFalse(PrefectResult().exists("no {json"))
        self.assertEqual(ConstantResult(value=3).read("").value, 3)
        with self.assertRaisesRegex(ValueError, "Cannot write"):
            ConstantResult(value=3).write(4)

    def test_documented_snippets_build(self) -> None:
        with Flow("parents") as flow:
            run = create_flow_run(flow_name="child", project_name="p")
            wait_for_flow_run(run, raise_final_state=True)
            get_task_run_result(run, "task-1")
            ShellTask()("ls")
            EmailTask()("subject", "text")
        self.assertEqual(len(flow.tasks), 5)
        with self.assertRaisesRegex(RuntimeError, "backend"):
            wait_for_flow_run.run("id")

    def test_documented_paths_are_there(self) -> None:
        for path in (
            "executors.dask", "run_configs.docker", "engine.results.local_result",
            "backend.kv_store", "backend.flow_run",
        ):  # fmt: skip
            importlib.import_module(f"prefect.{path}")

    def test_notifiers_heed_their_settings(self) -> None:
        with self.assertNoLogs("prefect.slack_notifier"):
            slack_notifier(only_states=[Failed])("task", Running(), Success("yes"))
            slack_notifier(ignore_states=[Success])("task", Running(), Success("yes"))
