"""A cell's variables are kept, and taken over when the cell is evaluated again."""

import ast
import datetime
import traceback
import unittest

from flowbook.captures import CaptureBook, is_data
from flowbook.transform import RUNTIME, prepare


class Runtime:
    def __init__(self, book: CaptureBook) -> None:
        self.has, self.get = book.has, book.get
        self.book = book
        self.last = None

    def keep(self, name: str, value: object) -> object:
        self.book.keep(name, value)
        return value

    def value(self, value: object) -> object:
        self.last = value
        return value


def run(text: str, given: dict | None = None, **names: object) -> Runtime:
    runtime = Runtime(CaptureBook(given))
    code = compile(prepare(ast.parse(text)), "cell", "exec")
    runtime.names = {RUNTIME: runtime, **names}
    exec(code, runtime.names)
    return runtime


class Captures(unittest.TestCase):
    def test_a_computed_value_is_not_computed_again(self) -> None:
        calls = []

        def roll() -> int:
            calls.append(1)
            return 4

        first = run("x = roll()", roll=roll)
        again = run("x = roll()", first.book.values, roll=roll)
        self.assertEqual((again.names["x"], len(calls)), (4, 1))

    def test_each_of_several_values_of_a_name_is_its_own(self) -> None:
        first = run("x = len('ab')\nx = x + len('c')\ny, z = divmod(7, 2)")
        again = run(
            "x = len('ab')\nx = x + len('c')\ny, z = divmod(7, 2)", first.book.values, len=None
        )
        self.assertEqual([again.names[name] for name in "xyz"], [3, 3, 1])

    def test_objects_of_classes_are_made_again(self) -> None:
        first = run("x = make()", make=object)
        self.assertEqual(first.book.values, {})

    def test_a_value_changed_later_is_kept_as_it_was(self) -> None:
        first = run("xs = list('ab')\nxs.append('c')")
        again = run("xs = list('ab')\nxs.append('c')", first.book.values)
        self.assertEqual(again.names["xs"], ["a", "b", "c"])

    def test_the_last_expression_is_the_value_of_the_cell(self) -> None:
        self.assertEqual(run("x = 1\nx + 1").last, 2)
        self.assertIsNone(run("x = 1").last)

    def test_lines_and_columns_stay_where_they_were(self) -> None:
        lines = []
        try:
            run("a = 1\nb = a / 0")
        except ZeroDivisionError as error:
            lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)]
        self.assertEqual(lines[-1], 2)

    def test_data_is_what_a_copy_is_as_good_as(self) -> None:
        self.assertTrue(is_data({"a": [1, (2.5, None)], 3: {datetime.date(2020, 1, 1)}}))
        self.assertFalse(is_data([object()]))
        self.assertFalse(is_data(lambda: 1))
