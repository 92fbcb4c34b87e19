"""Dates and times with time zones, as Prefect uses them."""

import datetime as _datetime

class DateTime(_datetime.datetime):
    """A moment in a time zone."""
    timezone_name: str
    day_of_week: int
    day_of_year: int
    def add(
        self, years=0, months=0, weeks=0, days=0, hours=0, minutes=0, seconds=0, microseconds=0
    ) -> DateTime:
        """The moment so much later."""
    def subtract(
        self, years=0, months=0, weeks=0, days=0, hours=0, minutes=0, seconds=0, microseconds=0
    ) -> DateTime:
        """The moment so much earlier."""
    def diff(self, dt=None, abs: bool = True) -> Interval:
        """The time between two moments."""
    def diff_for_humans(self, other=None, absolute: bool = False) -> str:
        """The time between two moments, in words."""
    def end_of(self, unit: str) -> DateTime:
        """The last moment of its day, week, month, …"""
    def format(self, fmt: str, locale=None) -> str:
        """The moment as text, in a format like YYYY-MM-DD."""
    def in_timezone(self, tz: str) -> DateTime:
        """The same moment in another zone."""
    def in_tz(self, tz: str) -> DateTime:
        """The same moment in another zone."""
    def is_future(self) -> bool:
        """Whether it is still to come."""
    def is_past(self) -> bool:
        """Whether it is over."""
    def next(self, day_of_week=None, keep_time: bool = False) -> DateTime:
        """The next such day of the week."""
    def previous(self, day_of_week=None, keep_time: bool = False) -> DateTime:
        """The last such day of the week."""
    def set(self, **parts) -> DateTime:
        """The moment with some parts replaced."""
    def start_of(self, unit: str) -> DateTime:
        """The first moment of its day, week, month, …"""
    def to_date_string(self) -> str:
        """The day as text like 2020-01-31."""
    def to_datetime_string(self) -> str:
        """The moment as text like 2020-01-31 23:59:00."""
    def to_iso8601_string(self) -> str:
        """The moment as text like 2020-01-31T23:59:00Z."""

class Date(_datetime.date):
    """A day."""

class Time(_datetime.time):
    """A time of day."""

class Duration(_datetime.timedelta):
    """A span of time, with years and months if need be."""
    def in_days(self) -> int:
        """The whole days in it."""
    def in_hours(self) -> int:
        """The whole hours in it."""
    def in_minutes(self) -> int:
        """The whole minutes in it."""
    def in_seconds(self) -> int:
        """The whole seconds in it."""
    def in_weeks(self) -> int:
        """The whole weeks in it."""
    def in_words(self, locale=None, separator: str = " ") -> str:
        """The span in words."""
    def total_days(self) -> float:
        """The whole span in days."""
    def total_hours(self) -> float:
        """The whole span in hours."""
    def total_minutes(self) -> float:
        """The whole span in minutes."""

class Interval(Duration):
    """The time between two moments."""
    start: DateTime
    end: DateTime
    def range(self, unit: str, amount: int = 1):
        """The moments in it, one each unit."""

def date(year: int, month: int, day: int) -> Date:
    """A day."""

def datetime(
    year: int,
    month: int,
    day: int,
    hour: int = 0,
    minute: int = 0,
    second: int = 0,
    microsecond: int = 0,
    tz: str = "UTC",
) -> DateTime:
    """A moment in a time zone."""

def duration(
    days=0,
    seconds=0,
    microseconds=0,
    milliseconds=0,
    minutes=0,
    hours=0,
    weeks=0,
    years=0,
    months=0,
) -> Duration:
    """A span of time."""

def from_format(string: str, fmt: str, tz: str = "UTC", locale=None) -> DateTime:
    """The moment of a text in a format like YYYY-MM-DD."""

def from_timestamp(timestamp: float, tz: str = "UTC") -> DateTime:
    """The moment so many seconds after 1970."""

def instance(obj: _datetime.datetime, tz: str = "UTC") -> DateTime:
    """A datetime of Python's as one of pendulum's."""

def interval(start: DateTime, end: DateTime, absolute: bool = False) -> Interval:
    """The time between two moments."""

def now(tz: str | None = None) -> DateTime:
    """The moment it is, here or in a zone."""

def parse(text: str, **options) -> DateTime:
    """The moment of a text like 2020-01-31T23:59."""

def time(hour: int, minute: int = 0, second: int = 0, microsecond: int = 0) -> Time:
    """A time of day."""

def timezone(name: str):
    """The time zone of a name like Europe/Paris."""

def today(tz: str = "local") -> DateTime:
    """The first moment of the day it is."""

def tomorrow(tz: str = "local") -> DateTime:
    """The first moment of the day after."""

def yesterday(tz: str = "local") -> DateTime:
    """The first moment of the day before."""
