"""What Python cells display."""

import unittest
from typing import Any

from tests.harness import Bench


class Displaying(unittest.TestCase):
    def setUp(self) -> None:
        self.bench = Bench()

    def shown(self) -> list[dict[str, Any]]:
        return [each["display"] for each in self.bench.reports if each["type"] == "display"]

    def test_any_value_is_shown_as_a_tree(self) -> None:
        self.bench.run("display([1], 'a')")
        self.assertEqual([each["node"]["type"] for each in self.shown()], ["list(1)", "str"])

    def test_an_object_shows_itself(self) -> None:
        reply = self.bench.run(
            "class Page:\n"
            "    def _repr_html_(self):\n        return '<b>1</b>'\n"
            "class Dot:\n"
            "    def _repr_html_(self):\n        return None\n"
            "    def _repr_png_(self):\n        return b'png'\n"
            "display(Dot())\nPage()"
        )
        self.assertEqual(self.shown(), [{"kind": "image", "mime": "image/png", "data": b"png"}])
        self.assertEqual(reply["display"], {"kind": "html", "html": "<b>1</b>"})

    def test_a_class_is_not_an_object_of_it(self) -> None:
        reply = self.bench.run("class P:\n    def _repr_html_(self):\n        return ''\nP")
        self.assertNotIn("display", reply)

    def test_helpers(self) -> None:
        self.bench.run(
            "display.html('<i>')\ndisplay.markdown('# 1')\n"
            "display.svg('<svg/>', alt='nothing')\ndisplay.image(b'1', 'image/gif')"
        )
        self.assertEqual(
            [each["kind"] for each in self.shown()], ["html", "markdown", "image", "image"]
        )
        self.assertEqual(self.shown()[2]["alt"], "nothing")

    def test_what_cannot_be_shown_is_said(self) -> None:
        reply = self.bench.run(
            "display.html('x' * 1_000_001)\ndisplay.image('png')\ndisplay.image(b'', 'text/html')\n"
            "class Bad:\n    def _repr_html_(self):\n        return 1 / 0\nBad()"
        )
        self.assertNotIn("failure", reply)
        self.assertEqual(self.shown(), [])
        told = "\n".join(self.bench.prints()).split("\n")
        self.assertEqual(
            told[:2],
            [
                "Not displayed. This HTML has 1,000,001 characters; at most 1,000,000 are shown.",
                "Not displayed. An image is given as bytes.",
            ],
        )
        self.assertIn("ZeroDivisionError", told[-1])

    def test_a_cell_may_have_names_of_its_own(self) -> None:
        self.bench.run("chart = 1", "a")
        self.assertEqual(self.bench.run("chart", "b", ("a",))["value"]["text"], "1")

    def test_one_bar_moves_with_few_reports(self) -> None:
        self.bench.run("for i in track(range(10_000), 'rows'):\n    pass")
        last = self.shown()[-1]
        self.assertEqual((last["done"], last["total"], last["label"]), (10_000, 10_000, "rows"))
        self.assertLess(len(self.bench.reports), 1_000)
        self.assertEqual({each.get("id") for each in self.bench.reports}, {"track:1"})

    def test_what_has_no_length_is_counted(self) -> None:
        self.bench.run("for i in track(n for n in 'ab'):\n    pass")
        self.assertIsNone(self.shown()[0]["total"])
        self.assertEqual(self.shown()[-1]["total"], 2)

    def test_nothing_is_shown_when_cells_are_evaluated_again(self) -> None:
        self.bench.output.silent = True
        self.bench.output.display({"kind": "html", "html": ""})
        self.bench.output.progress("b", {"kind": "progress"})
        self.assertEqual(self.bench.reports, [])


class Charts(unittest.TestCase):
    def setUp(self) -> None:
        self.bench = Bench()

    def test_records_become_columns(self) -> None:
        reply = self.bench.run(
            "import datetime\n"
            "data = [{'d': datetime.date(1970, 1, 2), 'n': 1.5, 'w': 'a'},\n"
            "        {'d': None, 'n': float('nan'), 'w': 7}]\n"
            "chart(data, type='area', x='d', y='n', color='w', title='T')"
        )
        chart = reply["display"]["chart"]
        self.assertEqual(chart["x"], {"name": "d", "kind": "time", "values": [86_400_000.0, None]})
        self.assertEqual(chart["y"]["values"], [1.5, None])
        self.assertEqual(chart["color"], {"name": "w", "kind": "text", "values": ["a", "7"]})

    def test_numbers_alone_and_objects(self) -> None:
        self.assertEqual(self.bench.run("chart([3, 4])")["display"]["chart"]["x"]["values"], [0, 1])
        reply = self.bench.run(
            "from dataclasses import dataclass\n@dataclass\nclass P:\n    n: int\n"
            "chart([P(1)], y='n')"
        )
        self.assertEqual(reply["display"]["chart"]["y"]["values"], [1])

    def test_faults_are_named(self) -> None:
        for text, message in (
            ("chart([1], type='pie')", "draws the types"),
            ("chart([{'a': 1}], y='b')", 'no field "b" in record 0'),
            ("chart([{'a': 'x'}], y='a')", "needs numbers"),
            ("chart([{'a': 1}])", "name of a field for y"),
            ("chart(range(10_001))", "at most 10,000 records"),
        ):
            self.assertIn(message, self.bench.run(text)["failure"]["message"])
