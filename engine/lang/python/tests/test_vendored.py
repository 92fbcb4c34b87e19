"""What is shipped beside our own packages works in this interpreter: pendulum, dateutil, the zones."""

from __future__ import annotations

import pickle
import unittest
import zoneinfo
from datetime import datetime, timedelta

import pendulum

from tests import VENDORED


class PendulumTest(unittest.TestCase):
    def test_it_is_the_one_that_is_shipped(self) -> None:
        self.assertTrue(pendulum.__file__.startswith(VENDORED))

    def test_datetimes_are_pythons_with_more(self) -> None:
        moment = pendulum.datetime(2020, 1, 1, tz="America/New_York")
        self.assertIsInstance(moment, datetime)
        self.assertEqual(moment.in_timezone("utc").hour, 5)
        later = moment.add(days=1, hours=2).subtract(minutes=30)
        self.assertEqual(later.to_datetime_string(), "2020-01-02 01:30:00")
        self.assertEqual(later.start_of("month").to_date_string(), "2020-01-01")
        self.assertTrue(moment.is_past())
        self.assertEqual(later.diff(moment).in_hours(), 25)
        self.assertEqual(later.format("dddd D MMMM YYYY"), "Thursday 2 January 2020")

    def test_now_and_the_days_around_it_are_aware(self) -> None:
        self.assertEqual(pendulum.now("utc").utcoffset(), timedelta(0))
        days = pendulum.tomorrow("UTC") - pendulum.yesterday("UTC")
        self.assertEqual(days.in_days(), 2)

    def test_texts_are_parsed(self) -> None:
        self.assertEqual(pendulum.parse("2020-01-01T10:00:00+02:00").in_tz("UTC").hour, 8)
        self.assertEqual(pendulum.parse("P1DT2H"), pendulum.duration(days=1, hours=2))
        self.assertEqual(pendulum.from_format("02/01/2020", "DD/MM/YYYY").day, 2)
        self.assertEqual(pendulum.parse("31-12-2020", strict=False).month, 12)

    def test_durations_are_timedeltas(self) -> None:
        duration = pendulum.duration(hours=25)
        self.assertIsInstance(duration, timedelta)
        self.assertEqual(duration, timedelta(hours=25))

    def test_datetimes_can_be_pickled(self) -> None:
        moment = pendulum.datetime(2020, 1, 1, tz="Europe/Paris")
        copied = pickle.loads(pickle.dumps(moment))
        self.assertEqual(copied, moment)
        self.assertEqual(copied.timezone_name, "Europe/Paris")


class ZonesTest(unittest.TestCase):
    def test_zoneinfo_has_its_zones(self) -> None:
        moment = datetime(2020, 7, 1, tzinfo=zoneinfo.ZoneInfo("Asia/Kolkata"))
        self.assertEqual(moment.utcoffset(), timedelta(hours=5, minutes=30))
        self.assertIn("Europe/Berlin", zoneinfo.available_timezones())

    def test_dateutil_takes_the_same_zones(self) -> None:
        from dateutil import tz

        for year in (2020, 2035):
            summer = datetime(year, 7, 1, tzinfo=tz.gettz("America/New_York"))
            self.assertEqual(summer.utcoffset(), timedelta(hours=-4))
        self.assertEqual(datetime(2020, 1, 1, tzinfo=tz.gettz("Asia/Tokyo")).tzname(), "JST")
        for name in ("Nowhere/Land", "../__init__.py"):
            self.assertIsNone(tz.gettz(name))
