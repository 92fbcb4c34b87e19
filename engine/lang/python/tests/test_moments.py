"""Moments are aware, and of pendulum's class."""

import datetime
import unittest

import pendulum

from prefect import _moments
from prefect.core.parameter import DateTimeParameter
from prefect.engine.state import Scheduled


class Moments(unittest.TestCase):
    def test_a_moment_without_a_zone_is_one_of_utc(self) -> None:
        moment = _moments.to_datetime("2020-01-31T12:00")
        self.assertEqual(moment, datetime.datetime(2020, 1, 31, 12, tzinfo=datetime.UTC))
        self.assertIsInstance(moment, pendulum.DateTime)

    def test_what_is_no_moment_is_refused(self) -> None:
        with self.assertRaisesRegex(TypeError, "datetime or a text"):
            _moments.to_datetime(5)
        with self.assertRaises(ValueError):
            _moments.to_datetime("soon")

    def test_states_and_parameters_have_them(self) -> None:
        self.assertIsInstance(Scheduled().start_time, pendulum.DateTime)
        default = DateTimeParameter("d", default="2020-01-31", required=False).default
        self.assertEqual(default.day, 31)
