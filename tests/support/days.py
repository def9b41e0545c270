"""Days as people in the tests' spaces have them: from midnight to one in a summer's night, UTC has another."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workspace import db

PLACE = ZoneInfo("Europe/London")


def today() -> date:
    return db.now().astimezone(PLACE).date()


def at_hour(hour: int, days: int = 0) -> datetime:
    """Return this hour, in UTC, of the day that comes in so many days: the clock change of a place moves no test."""
    return datetime.combine(today() + timedelta(days=days), time(hour), UTC)
