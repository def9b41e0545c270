"""On which days something comes again. Days only: whoever uses them keeps the time that clocks show there."""

import calendar
from datetime import date, timedelta

WEEK = 7
MOST = 12  # meetings planned at once


def every_weeks(first: date, weeks: int, times: int) -> list[date]:
    """Return the next days after the first one, so many weeks apart."""
    return [first + timedelta(weeks=weeks * number) for number in range(1, times + 1)]


def every_month(first: date, times: int) -> list[date]:
    """Return the same weekday in the next months: the second Tuesday stays the second Tuesday.

    A fifth one becomes the last of each month, as most months have only four.
    """
    place, months = (first.day - 1) // WEEK, first.year * 12 + first.month - 1
    return [_in_month(*divmod(months + number, 12), first.weekday(), place) for number in range(1, times + 1)]


def _in_month(year: int, month: int, weekday: int, place: int) -> date:
    opening, length = calendar.monthrange(year, month + 1)
    days = range(1 + (weekday - opening) % WEEK, length + 1, WEEK)
    return date(year, month + 1, days[min(place, 4)] if place < len(days) and place < 4 else days[-1])
