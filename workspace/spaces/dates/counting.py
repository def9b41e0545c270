"""Counting days of work."""

from collections.abc import Container
from datetime import date, timedelta

SATURDAY = 5


def working_days_after(day: date, count: int, holidays: Container[date] = ()) -> date:
    """Return the day that is `count` working days later: Monday to Friday, without bank holidays."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY and day not in holidays
    return day
