"""The context knows the dates of a call, and puts back what a block changed."""

import unittest

import prefect
from prefect.utilities import context as contexts


class Dates(unittest.TestCase):
    def tearDown(self) -> None:
        contexts.set_call_context({})

    def test_they_are_there_for_whoever_asks_in_whatever_way(self) -> None:
        for ask in (
            lambda c: c.today,
            lambda c: c["today"],
            lambda c: c.get("today"),
            lambda c: c.to_dict()["today"],
            lambda c: dict(c)["today"],
        ):
            contexts.set_call_context({"flow_name": "f"})
            self.assertRegex(ask(prefect.context), r"^\d{4}-\d\d-\d\d$")

    def test_they_follow_from_a_date_that_is_given(self) -> None:
        contexts.set_call_context({"date": "2020-03-01"})
        self.assertEqual(prefect.context.yesterday, "2020-02-29")
        self.assertEqual(prefect.context.date.year, 2020)
        with prefect.context(date="2021-01-01"):
            self.assertEqual(prefect.context.yesterday_nodash, "20201231")
        self.assertEqual(prefect.context.today_nodash, "20200301")

    def test_outside_of_calls_there_are_none(self) -> None:
        self.assertIsNone(prefect.context.get("today"))
        with self.assertRaises(AttributeError):
            prefect.context.today  # noqa: B018

    def test_what_is_kept_is_put_back(self) -> None:
        contexts.set_call_context({"a": 1})
        before = contexts.kept()
        contexts.set_call_context({"b": 2})
        contexts.restore(before)
        self.assertEqual(prefect.context.get("a"), 1)
        self.assertIsNotNone(prefect.context.get("tomorrow"))
