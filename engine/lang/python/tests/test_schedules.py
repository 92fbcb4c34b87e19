"""Clocks and schedules: the data they build, what they refuse, and how they ask for dates."""

# Naive dates are among what is tested.
from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from prefect import _realm
from prefect.schedules import CronSchedule, IntervalSchedule, Schedule, clocks
from tests.fake_host import HostTest, tick

NEW_YORK = ZoneInfo("America/New_York")
HOUR = timedelta(hours=1)
MARCH = {"at": 1_583_197_200_000, "zone": "America/New_York"}
IN_MARCH = datetime(2020, 3, 2, 20, tzinfo=NEW_YORK)


class ClockTest(HostTest):
    def test_an_interval_clock_is_its_interval_in_milliseconds_and_its_bounds(self) -> None:
        clock = clocks.IntervalClock(
            HOUR, start_date=IN_MARCH, parameter_defaults={"x": (1, None)}, labels=["a"]
        )
        self.assertEqual(
            clock.data,
            {
                "type": "IntervalClock",
                "interval": 3_600_000,
                "startDate": MARCH,
                "endDate": None,
                "parameterDefaults": {"x": [1, None]},
                "labels": ["a"],
            },
        )

    def test_halves_of_milliseconds_are_rounded_up(self) -> None:
        clock = clocks.IntervalClock(timedelta(microseconds=2_500))
        self.assertEqual(clock.data["interval"], 3)

    def test_an_interval_must_be_a_timedelta_above_zero(self) -> None:
        with self.assertRaisesRegex(TypeError, "Interval must be a timedelta.* not 60"):
            clocks.IntervalClock(60)  # type: ignore[arg-type]
        with self.assertRaisesRegex(ValueError, "Interval must be greater than 0"):
            clocks.IntervalClock(timedelta(0))
        with self.assertRaisesRegex(ValueError, "shortest"):
            clocks.IntervalClock(timedelta(microseconds=999))

    def test_a_cron_clock_takes_either_day_unless_told_otherwise(self) -> None:
        self.assertIs(clocks.CronClock("0 9 1 * 1").data["dayOr"], True)
        self.assertIs(clocks.CronClock("0 9 1 * 1", day_or=False).data["dayOr"], False)

    def test_the_engine_says_what_is_wrong_with_a_cron_text(self) -> None:
        self.host.fault = "the hour goes to 23"
        with self.assertRaisesRegex(ValueError, "Invalid cron string: the hour goes to 23"):
            clocks.CronClock("0 99 * * *")

    def test_a_dates_clock_keeps_the_order_and_knows_its_bounds(self) -> None:
        later = IN_MARCH + timedelta(days=1)
        clock = clocks.DatesClock([later, IN_MARCH])
        self.assertEqual([each["at"] for each in clock.data["dates"]][1], MARCH["at"])
        self.assertEqual((clock.start_date, clock.end_date), (IN_MARCH, later))

    def test_a_dates_clock_needs_dates(self) -> None:
        with self.assertRaisesRegex(ValueError, "at least one"):
            clocks.DatesClock([])
        with self.assertRaisesRegex(TypeError, r"dates\[0\] must be a datetime"):
            clocks.DatesClock(["2020-01-01"])  # type: ignore[list-item]

    def test_parameter_defaults_must_be_json(self) -> None:
        with self.assertRaisesRegex(TypeError, r"parameter_defaults\['x'\] must be JSON"):
            clocks.IntervalClock(HOUR, parameter_defaults={"x": object()})

    def test_labels_must_be_texts(self) -> None:
        for labels in ("abc", [1]):
            with self.assertRaisesRegex(TypeError, "labels must be a list of texts"):
                clocks.IntervalClock(HOUR, labels=labels)  # type: ignore[arg-type]

    def test_events_come_one_after_the_other_until_the_clock_ends(self) -> None:
        self.host.ticks = [tick(1_000), tick(9_000), tick(9_500, labels=["a"])]
        events = list(clocks.IntervalClock(HOUR).events())
        self.assertEqual([each.start_time.timestamp() for each in events], [9, 9.5])
        self.assertEqual(events[1].labels, ["a"])

    def test_events_compare_by_their_start(self) -> None:
        first, second = clocks.ClockEvent(IN_MARCH), clocks.ClockEvent(IN_MARCH + HOUR)
        self.assertTrue(first < second and second > IN_MARCH and first == IN_MARCH)
        self.assertNotEqual(first, clocks.ClockEvent(IN_MARCH, {"x": 1}))
        with self.assertRaisesRegex(TypeError, "another or a datetime, not 3"):
            _ = first < 3  # type: ignore[operator]


class ZoneTest(HostTest):
    def zone_of(self, given: datetime) -> str:
        return clocks.DatesClock([given]).data["dates"][0]["zone"]

    def test_a_naive_datetime_is_utc(self) -> None:
        clock = clocks.DatesClock([datetime(1970, 1, 1, 0, 0, 1)])
        self.assertEqual(clock.data["dates"], [{"at": 1000, "zone": "UTC"}])

    def test_utc_is_utc_whatever_class_it_is_of(self) -> None:
        import pendulum
        from dateutil import tz

        for zone in (UTC, ZoneInfo("UTC"), pendulum.UTC, tz.UTC):
            self.assertEqual(self.zone_of(datetime(2020, 1, 1, tzinfo=zone)), "UTC")

    def test_a_zone_with_a_name_keeps_it(self) -> None:
        import pendulum
        from dateutil import tz

        self.assertEqual(self.zone_of(IN_MARCH), "America/New_York")
        self.assertEqual(self.zone_of(pendulum.datetime(2020, 1, 1, tz="Asia/Tokyo")), "Asia/Tokyo")
        rome = datetime(2020, 1, 1, tzinfo=tz.gettz("Europe/Rome"))
        self.assertEqual(self.zone_of(rome), "Europe/Rome")

    def test_a_zone_without_a_name_is_its_offset(self) -> None:
        import pendulum

        india = timezone(timedelta(hours=5, minutes=30))
        self.assertEqual(self.zone_of(datetime(2020, 1, 1, tzinfo=india)), "+05:30")
        self.assertEqual(self.zone_of(pendulum.parse("2020-01-01T00:00:00-03:30")), "-03:30")

    def test_pendulum_datetimes_are_the_moments_they_show(self) -> None:
        import pendulum

        clock = clocks.DatesClock([pendulum.datetime(2020, 3, 2, 20, tz="America/New_York")])
        self.assertEqual(clock.data["dates"], [MARCH])

    def test_the_second_of_two_equal_wall_times_is_the_later_moment(self) -> None:
        first = datetime(2020, 11, 1, 1, 30, tzinfo=NEW_YORK)
        dates = clocks.DatesClock([first, first.replace(fold=1)]).data["dates"]
        self.assertEqual(dates[1]["at"] - dates[0]["at"], 3_600_000)


class ScheduleTest(HostTest):
    def test_next_gives_aware_datetimes_in_the_zone_of_their_clock(self) -> None:
        self.host.ticks = [tick(MARCH["at"], MARCH["zone"]), tick(MARCH["at"] + 1, "+05:30")]
        first, second = IntervalSchedule(interval=HOUR).next(5)
        self.assertEqual(first, IN_MARCH)
        self.assertEqual(first.isoformat(), "2020-03-02T20:00:00-05:00")
        self.assertEqual(first.add(hours=1).hour, 21)  # It is pendulum's.
        self.assertEqual(second.isoformat(), "2020-03-03T06:30:00.001000+05:30")

    def test_next_looks_after_now_or_after_what_it_is_given(self) -> None:
        schedule = CronSchedule("0 9 * * *")
        schedule.next(2)
        schedule.next(3, after=datetime(1970, 1, 1, 0, 0, 7))
        self.assertEqual([each[1:] for each in self.host.asked[-2:]], [(2, 5_000), (3, 7_000)])
        self.assertEqual(self.host.asked[-1][0], schedule.data)

    def test_next_gives_whole_events_if_asked(self) -> None:
        self.host.ticks = [tick(9_000, parameterDefaults={"x": 1}, labels=["a"])]
        (event,) = IntervalSchedule(interval=HOUR).next(1, return_events=True)
        expected = clocks.ClockEvent(datetime(1970, 1, 1, 0, 0, 9, tzinfo=UTC), {"x": 1}, ["a"])
        self.assertEqual(event, expected)

    def test_next_takes_only_a_count(self) -> None:
        for n in (-1, 1.5, True, 10_001):
            with self.assertRaisesRegex(ValueError, "whole number"):
                IntervalSchedule(interval=HOUR).next(n)  # type: ignore[arg-type]

    def test_without_an_engine_schedules_are_built_but_have_no_dates(self) -> None:
        _realm.set_host(None)
        schedule = CronSchedule("0 9 * * *")
        with self.assertRaisesRegex(RuntimeError, "worked out by the notebook"):
            schedule.next(1)

    def test_clocks_must_be_clocks_in_a_list(self) -> None:
        with self.assertRaisesRegex(TypeError, "clocks should be a list"):
            Schedule(clocks.IntervalClock(HOUR))  # type: ignore[arg-type]
        with self.assertRaisesRegex(TypeError, r"clocks\[0\] is datetime.timedelta.*, not a clock"):
            Schedule([HOUR])  # type: ignore[list-item]

    def test_clocks_added_later_count(self) -> None:
        schedule = IntervalSchedule(interval=HOUR)
        schedule.clocks.append(clocks.CronClock("* * * * *"))
        self.assertEqual([each["type"] for each in schedule.data["clocks"]][1], "CronClock")

    def test_the_bounds_of_a_schedule_are_the_outermost_of_its_clocks(self) -> None:
        later = IN_MARCH + HOUR
        schedule = Schedule(
            [clocks.CronClock("* * * * *", later, later), clocks.IntervalClock(HOUR, IN_MARCH)]
        )
        self.assertEqual((schedule.start_date, schedule.end_date), (IN_MARCH, None))
