"""Moments of the sample, counted from the day on which it is loaded."""

from datetime import UTC, datetime, time, timedelta

from workspace import i18n
from workspace.typed_dates import in_zone

SATURDAY = 5


def moment(days: int, hour: int, minute: int = 0) -> datetime:
    """Return a time of day, so many days from today; a weekend's day becomes the Monday after it."""
    day = i18n.local(datetime.now(UTC)).date() + timedelta(days=days)
    day += timedelta(days=7 - day.weekday() if day.weekday() >= SATURDAY else 0)
    return in_zone(datetime.combine(day, time(hour, minute)), i18n.zone())
