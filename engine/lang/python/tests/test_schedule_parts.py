"""What schedules are made of besides clocks: filters, adjustments, recurrence rules; and their JSON form."""

# Naive dates are among what is tested.
from __future__ import annotations

import datetime as dt
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from prefect.schedules import RRuleSchedule, Schedule, adjustments, clocks, filters
from tests.fake_host import HostTest, tick

NEW_YORK = ZoneInfo("America/New_York")
HOUR = timedelta(hours=1)
MARCH = {"at": 1_583_197_200_000, "zone": "America/New_York"}
IN_MARCH = datetime(2020, 3, 2, 20, tzinfo=NEW_YORK)


class PartsTest(HostTest):
    def test_filters_and_adjustments_are_data(self) -> None:
        schedule = Schedule(
            clocks=[clocks.IntervalClock(HOUR)],
            filters=[
                filters.is_weekday,
                filters.between_times(dt.time(9), dt.time(17, 0, 0, 9_999)),
            ],
            or_filters=[filters.on_date(1, 31), filters.between_dates(12, 24, 1, 6)],
            not_filters=[filters.is_day_of_week(6), filters.on_datetime(IN_MARCH)],
            adjustments=[adjustments.add(HOUR), adjustments.next_weekday],
        )
        self.assertEqual(
            {key: value for key, value in schedule.data.items() if key != "clocks"},
            {
                "filters": [
                    {"type": "isWeekday"},
                    {"type": "betweenTimes", "start": 32_400_000, "end": 61_200_009},
                ],
                "orFilters": [
                    {"type": "onDate", "month": 1, "day": 31},
                    {
                        "type": "betweenDates",
                        "startMonth": 12,
                        "startDay": 24,
                        "endMonth": 1,
                        "endDay": 6,
                    },
                ],
                "notFilters": [
                    {"type": "isDayOfWeek", "day": 6},
                    {"type": "onDatetime", "at": MARCH},
                ],
                "adjustments": [{"type": "add", "interval": 3_600_000}, {"type": "nextWeekday"}],
            },
        )

    def test_functions_of_the_user_are_marked_by_their_name(self) -> None:
        def quiet(moment: datetime) -> bool:
            return moment.hour > 20

        schedule = Schedule([], filters=[quiet, lambda moment: True])
        labels = [each["label"] for each in schedule.data["filters"]]
        self.assertEqual(labels, ["quiet", "anonymous"])
        self.assertEqual(schedule.data["filters"][0]["custom"], True)

    def test_a_filter_that_takes_arguments_must_be_called(self) -> None:
        with self.assertRaisesRegex(
            TypeError, r"filters\[0\] is not called yet; write on_date\(…\)"
        ):
            Schedule([], filters=[filters.on_date])  # type: ignore[list-item]
        with self.assertRaisesRegex(
            TypeError, r"adjustments\[0\] is not called yet; write add\(…\)"
        ):
            Schedule([], adjustments=[adjustments.add])  # type: ignore[list-item]

    def test_numbers_out_of_range_are_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, "The month must be .* from 1 to 12, not 13"):
            filters.on_date(13, 1)
        with self.assertRaisesRegex(ValueError, "Monday is 0"):
            filters.is_day_of_week(7)

    def test_a_filter_can_be_called_with_a_datetime(self) -> None:
        self.host.ticks = [tick(MARCH["at"], MARCH["zone"])]
        self.assertIs(filters.is_weekday(IN_MARCH), True)
        schedule, n, after = self.host.asked[-1]
        self.assertEqual((n, after), (1, MARCH["at"] - 1))
        self.assertEqual(schedule["clocks"][0]["dates"], [MARCH])
        self.assertEqual(schedule["filters"], [{"type": "isWeekday"}])
        self.host.ticks = []
        self.assertIs(filters.is_weekday(IN_MARCH), False)

    def test_an_adjustment_can_be_called_with_a_datetime(self) -> None:
        self.host.ticks = [tick(MARCH["at"] + 3_600_000, MARCH["zone"])]
        self.assertEqual(adjustments.add(HOUR)(IN_MARCH), IN_MARCH + HOUR)


class RuleTest(HostTest):
    def rule(self, given: Any) -> str:
        return RRuleSchedule(given).data["clocks"][0]["rule"]

    def test_a_text_is_taken_as_it_is(self) -> None:
        text = "DTSTART:20200101T000000Z\nRRULE:FREQ=DAILY"
        self.assertEqual(self.rule(text), text)

    def test_a_rule_of_dateutil_keeps_the_zone_it_starts_in(self) -> None:
        from dateutil.rrule import MO, WEEKLY, rrule

        given = rrule(
            WEEKLY,
            byweekday=MO(+1),
            dtstart=IN_MARCH,
            until=datetime(2020, 6, 1, 12, tzinfo=NEW_YORK),
        )
        self.assertEqual(
            self.rule(given),
            "DTSTART;TZID=America/New_York:20200302T200000\n"
            "RRULE:FREQ=WEEKLY;UNTIL=20200601T160000Z;BYDAY=MO",
        )

    def test_a_naive_rule_says_no_zone(self) -> None:
        from dateutil.rrule import DAILY, rrule

        given = rrule(DAILY, count=3, dtstart=datetime(2020, 1, 1))
        self.assertEqual(self.rule(given), "DTSTART:20200101T000000\nRRULE:FREQ=DAILY;COUNT=3")

    def test_a_set_of_rules_is_one_text(self) -> None:
        from dateutil.rrule import DAILY, rrule, rruleset

        given = rruleset()
        given.rrule(rrule(DAILY, count=3, dtstart=datetime(2020, 1, 1)))
        given.rdate(datetime(2020, 2, 1))
        given.exdate(datetime(2020, 1, 2))
        self.assertEqual(
            self.rule(given).splitlines(),
            [
                "DTSTART:20200101T000000",
                "RRULE:FREQ=DAILY;COUNT=3",
                "RDATE:20200201T000000Z",
                "EXDATE:20200102T000000Z",
            ],
        )

    def test_sets_that_no_text_can_say_are_refused(self) -> None:
        from dateutil.rrule import DAILY, rrule, rruleset

        two, excluding = rruleset(), rruleset()
        two.rrule(rrule(DAILY, dtstart=datetime(2020, 1, 1)))
        two.rrule(rrule(DAILY, dtstart=datetime(2020, 1, 2)))
        excluding.exrule(rrule(DAILY, dtstart=datetime(2020, 1, 1)))
        with self.assertRaisesRegex(ValueError, "an RRuleClock of each"):
            self.rule(two)
        with self.assertRaisesRegex(ValueError, r"exdate\(\)"):
            self.rule(excluding)

    def test_what_is_no_rule_is_refused(self) -> None:
        with self.assertRaisesRegex(TypeError, "RRuleClock takes a dateutil.rrule.rrule"):
            RRuleSchedule(HOUR)


class SerializeTest(HostTest):
    def test_a_schedule_has_the_json_form_of_prefect(self) -> None:
        schedule = Schedule(
            clocks=[
                clocks.IntervalClock(HOUR, start_date=IN_MARCH),
                clocks.CronClock("0 9 * * *", day_or=False),
                clocks.DatesClock([IN_MARCH], labels=["a"]),
            ],
            filters=[filters.at_time(dt.time(9, 0, 0, 5_000))],
            adjustments=[adjustments.add(HOUR)],
        )
        wall = {"dt": "2020-03-02T20:00:00", "tz": "America/New_York"}
        free = {"start_date": None, "end_date": None, "parameter_defaults": {}, "labels": None}
        self.assertEqual(
            schedule.serialize(),
            {
                "type": "Schedule",
                "clocks": [
                    {
                        **free,
                        "type": "IntervalClock",
                        "interval": 3_600_000_000,
                        "start_date": wall,
                    },
                    {**free, "type": "CronClock", "cron": "0 9 * * *", "day_or": False},
                    {
                        "type": "DatesClock",
                        "dates": [wall],
                        "parameter_defaults": {},
                        "labels": ["a"],
                    },
                ],
                "filters": [
                    {"fn": "prefect.schedules.filters.at_time", "kwargs": {"t": "09:00:00.005"}}
                ],
                "or_filters": [],
                "not_filters": [],
                "adjustments": [
                    {
                        "fn": "prefect.schedules.adjustments.add",
                        "kwargs": {"interval": 3_600_000_000},
                    }
                ],
            },
        )

    def test_a_rule_is_taken_apart(self) -> None:
        text = (
            "DTSTART;TZID=Europe/Berlin:20200101T090000\n"
            "RRULE:FREQ=MONTHLY;BYDAY=2MO,FR;UNTIL=20200701T120000Z"
        )
        rule = RRuleSchedule(text).serialize()["clocks"][0]["rrule_obj"]
        self.assertEqual(rule["_freq"], 1)
        self.assertEqual(rule["_dtstart"], {"dt": "2020-01-01T09:00:00", "tz": "Europe/Berlin"})
        self.assertEqual(rule["_until"], {"dt": "2020-07-01T14:00:00", "tz": "Europe/Berlin"})
        self.assertCountEqual(
            rule["_byweekday"], [{"weekday": 0, "n": 2}, {"weekday": 4, "n": None}]
        )
        self.assertIsNone(rule["_byhour"])

    def test_a_rule_without_a_start_begins_where_its_clock_does(self) -> None:
        rule = RRuleSchedule("FREQ=DAILY", start_date=IN_MARCH).serialize()["clocks"][0]
        self.assertEqual(rule["rrule_obj"]["_dtstart"], rule["start_date"])
