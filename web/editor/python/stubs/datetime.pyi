"""Dates, times and spans of time."""

class timedelta:
    """A span of time."""
    days: int
    seconds: int
    microseconds: int
    def __init__(
        self,
        days: float = 0,
        seconds: float = 0,
        microseconds: float = 0,
        milliseconds: float = 0,
        minutes: float = 0,
        hours: float = 0,
        weeks: float = 0,
    ): ...
    def total_seconds(self) -> float:
        """The whole span in seconds."""

class tzinfo:
    """The base of time zones."""

class timezone(tzinfo):
    """A time zone of a fixed offset from UTC."""
    utc: timezone
    def __init__(self, offset: timedelta, name: str = ...): ...

class date:
    """A day."""
    year: int
    month: int
    day: int
    def __init__(self, year: int, month: int, day: int): ...
    @staticmethod
    def today() -> date:
        """The day it is, here."""
    @staticmethod
    def fromisoformat(date_string: str) -> date:
        """The day of a text like 2020-01-31."""
    def isoformat(self) -> str:
        """The day as text like 2020-01-31."""
    def strftime(self, format: str) -> str:
        """The day as text, in a format."""
    def weekday(self) -> int:
        """The day of the week, Monday being 0."""
    def isoweekday(self) -> int:
        """The day of the week, Monday being 1."""

class time:
    """A time of day."""
    hour: int
    minute: int
    second: int
    microsecond: int
    def __init__(
        self, hour: int = 0, minute: int = 0, second: int = 0, microsecond: int = 0, tzinfo=None
    ): ...
    def isoformat(self, timespec: str = "auto") -> str:
        """The time as text like 23:59:00."""

class datetime(date):
    """A day and a time of it."""
    hour: int
    minute: int
    second: int
    microsecond: int
    def __init__(
        self,
        year: int,
        month: int,
        day: int,
        hour: int = 0,
        minute: int = 0,
        second: int = 0,
        microsecond: int = 0,
        tzinfo: tzinfo | None = None,
    ): ...
    @staticmethod
    def now(tz: tzinfo | None = None) -> datetime:
        """The moment it is, here or in a zone."""
    @staticmethod
    def utcnow() -> datetime:
        """The moment it is in UTC, without saying so."""
    @staticmethod
    def fromtimestamp(timestamp: float, tz: tzinfo | None = None) -> datetime:
        """The moment so many seconds after 1970."""
    @staticmethod
    def fromisoformat(date_string: str) -> datetime:
        """The moment of a text like 2020-01-31T23:59."""
    @staticmethod
    def strptime(date_string: str, format: str) -> datetime:
        """The moment of a text in a format."""
    def date(self) -> date:
        """Its day."""
    def timestamp(self) -> float:
        """Seconds since 1970."""
    def replace(self, year=..., month=..., day=..., hour=..., minute=..., second=...) -> datetime:
        """The moment with some parts replaced."""
    def astimezone(self, tz: tzinfo | None = None) -> datetime:
        """The same moment in another zone."""
