"""Cells see the ones above them, and are evaluated again in silence."""

import unittest

from tests.harness import Bench, wire


class Names(unittest.TestCase):
    def setUp(self) -> None:
        self.bench = Bench()

    def test_a_cell_sees_the_nearest_name_above(self) -> None:
        self.bench.run("x = 1", "a")
        self.bench.run("x = 2", "b", ("a",))
        reply = self.bench.run("x", "c", ("a", "b"))
        self.assertEqual(reply["value"]["text"], "2")

    def test_assigning_makes_a_name_of_ones_own(self) -> None:
        self.bench.run("x = 1\ndef get():\n    return x", "a")
        self.bench.run("x = x + 1", "b", ("a",))
        self.assertEqual(self.bench.run("get()", "c", ("a",))["value"]["text"], "1")

    def test_functions_find_the_names_of_cells_above(self) -> None:
        self.bench.run("import math\nk = 2", "a")
        self.bench.run("def f(x):\n    return math.floor(x) * k", "b", ("a",))
        self.assertEqual(self.bench.run("f(2.5)", "c", ("a", "b"))["value"]["text"], "4")

    def test_a_cell_that_is_not_above_is_not_seen(self) -> None:
        self.bench.run("x = 1", "a")
        failure = self.bench.run("x", "b")["failure"]
        self.assertEqual(failure["type"], "NameError")
        self.assertIn('File "flowbook-cell-b.py", line 1, column 1, in <module>', failure["stack"])

    def test_scripts_know_that_they_are_the_main_one(self) -> None:
        self.bench.run("if __name__ == '__main__':\n    print('main')")
        self.assertEqual(self.bench.prints(), ["main"])


class Printing(unittest.TestCase):
    def setUp(self) -> None:
        self.bench = Bench()

    def test_each_line_is_a_line_whatever_it_was_made_of(self) -> None:
        self.bench.run("print('a', 1)\nprint('b', end='')\nprint('c')\nprint('d', end='')")
        self.assertEqual(self.bench.prints(), ["a 1", "bc", "d"])

    def test_a_line_without_an_end_is_gone_on_with(self) -> None:
        self.bench.run("print('a', end='', flush=True)\nprint('b')")
        self.assertEqual(
            self.bench.raw_prints(),
            [{"level": "INFO", "text": "a", "isOpen": True}, {"level": "INFO", "text": "b"}],
        )

    def test_a_hundred_thousand_lines_are_all_told_in_few_reports(self) -> None:
        self.bench.run("for i in range(100_000):\n    print('line', i)")
        lines = "\n".join(self.bench.prints()).split("\n")
        self.assertEqual((len(lines), lines[-1]), (100_000, "line 99999"))
        self.assertLess(len(self.bench.reports), 2_000)

    def test_what_a_callback_prints_after_the_end_is_told_too(self) -> None:
        self.bench.run("pass")
        for i in range(200):
            self.bench.output.print("INFO", str(i))
        for each in self.bench.later:
            each()
        self.assertEqual("\n".join(self.bench.prints()).split("\n")[-1], "199")

    def test_loggers_and_warnings_are_seen(self) -> None:
        self.bench.run(
            "import logging, warnings\n"
            "logging.getLogger('mine').warning('careful %s', 1)\n"
            "warnings.warn('old')"
        )
        told = "\n".join(self.bench.prints())
        self.assertEqual(told.split("\n"), ["careful 1", "UserWarning: old (line 3)"])


class Failures(unittest.TestCase):
    def setUp(self) -> None:
        self.bench = Bench()

    def test_the_traceback_has_the_users_own_lines(self) -> None:
        self.bench.run("def f(x):\n    return 1 / x", "a")
        failure = self.bench.run("y = 1\nf(0)", "b", ("a",))["failure"]
        self.assertEqual(failure["type"], "ZeroDivisionError")
        self.assertEqual(
            failure["stack"].splitlines()[1:3],
            [
                '  File "flowbook-cell-b.py", line 2, column 1, in <module>',
                '  File "flowbook-cell-a.py", line 2, column 12, in f',
            ],
        )

    def test_a_syntax_error_stands_where_it_is(self) -> None:
        failure = self.bench.run("x = 1\nreturn x", "a")["failure"]
        self.assertEqual(failure["type"], "SyntaxError")
        self.assertIn('File "flowbook-cell-a.py", line 2', failure["stack"])
        self.assertEqual(failure["message"], "'return' outside function")

    def test_what_was_defined_before_it_failed_is_there(self) -> None:
        self.bench.run("x = 5\n1 / 0", "a")
        self.assertEqual(self.bench.run("x", "b", ("a",))["value"]["text"], "5")


FLOW = """
from prefect import task, Flow

@task
def inc(x):
    return x + 1

with Flow("f") as flow:
    inc(1)
print("built")
state = flow.run()
after = 1
"""


class Replaying(unittest.TestCase):
    def setUp(self) -> None:
        self.bench = Bench()

    def test_it_is_silent_and_stops_at_the_run_under_way(self) -> None:
        reply = self.bench.cells.load({"cells": [wire(FLOW)]})
        self.assertEqual(reply, {"flows": [{"id": "a:0", "slugs": ["inc-1"]}], "failures": []})
        self.assertEqual(self.bench.reports, [])

    def test_a_draft_describes_what_would_be_built(self) -> None:
        reply = self.bench.cells.load({"cells": [wire(FLOW)], "draft": True})
        description = reply["descriptions"][0]
        self.assertEqual(description["variable"], "flow")
        self.assertEqual([each["slug"] for each in description["graph"]["tasks"]], ["inc-1"])

    def test_a_cell_that_fails_is_told(self) -> None:
        reply = self.bench.cells.load({"cells": [wire("1 / 0")]})
        self.assertEqual(reply["failures"][0]["failure"]["type"], "ZeroDivisionError")

    def test_flows_are_told_when_a_cell_has_built_them(self) -> None:
        reply = self.bench.run(FLOW.partition("print")[0])
        self.assertEqual(reply["flows"], [{"id": "a:0", "variable": "flow"}])
        built = [each for each in self.bench.reports if each["type"] == "flowBuilt"]
        self.assertEqual([each["description"]["graph"]["name"] for each in built], ["f"])
