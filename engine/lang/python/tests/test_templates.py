"""How names and places are made of templates."""

from __future__ import annotations

import unittest
from datetime import UTC, datetime

from prefect._templates import format_template

VALUES = {
    "x": 1,
    "name": "a",
    "ratio": 0.5,
    "parameters": {"p": [3, 4]},
    "date": datetime(2020, 3, 1, tzinfo=UTC),
}


class TextTest(unittest.TestCase):
    def test_holes_are_filled_as_python_does(self) -> None:
        cases = {
            "run-{x}": "run-1",
            "{date:%Y-%m}/{name!r}": "2020-03/'a'",
            "{parameters[p][1]}": "4",
            "{x:03d} {ratio:.2f} {{x}}": "001 0.50 {x}",
            "{date.year}": "2020",
            "plain": "plain",
        }
        for template, expected in cases.items():
            with self.subTest(template):
                self.assertEqual(format_template(template, VALUES), expected)

    def test_a_hole_that_nothing_fills_is_named(self) -> None:
        with self.assertRaises(KeyError) as caught:
            format_template("{y}.txt", VALUES)
        message = str(caught.exception)
        self.assertIn("y: nothing fills this hole", message)
        self.assertIn("date, name, parameters, ratio, x", message)

    def test_a_hole_without_a_name_is_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, "write a name into every hole"):
            format_template("{}", VALUES)

    def test_a_broken_template_is_quoted(self) -> None:
        for template in ("{x", "{x:%Y}", "{name:d}", "{x.missing}"):
            with self.subTest(template), self.assertRaises(ValueError) as caught:
                format_template(template, VALUES)
            self.assertIn(repr(template), str(caught.exception))


class FunctionTest(unittest.TestCase):
    def test_a_function_is_given_all_values_by_name(self) -> None:
        def place(x: int, **rest: object) -> str:
            return f"{x}-{rest['name']}"

        self.assertEqual(format_template(place, VALUES), "1-a")

    def test_a_function_must_return_a_text(self) -> None:
        def place(**values: object) -> int:
            return 3

        with self.assertRaisesRegex(TypeError, "place must return a text.* returned 3"):
            format_template(place, VALUES)  # type: ignore[arg-type]

    def test_errors_of_a_function_come_out_as_they_are(self) -> None:
        def place(**values: object) -> str:
            raise KeyError("mine")

        with self.assertRaisesRegex(KeyError, "^'mine'$"):
            format_template(place, VALUES)

    def test_what_is_neither_is_refused(self) -> None:
        with self.assertRaisesRegex(TypeError, "a text or a function, not 3"):
            format_template(3, VALUES)  # type: ignore[arg-type]
