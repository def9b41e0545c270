"""On which days something comes again. Days only: whoever uses them keeps the time that clocks show there."""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

WEEK = 7
MOST = 12  # meetings planned at once
BETWEEN_TERMS = 10  # days of school holidays that end a term; a shorter one, like half term, lies within it
USUAL_WEEK = 2  # weeks into a term at which a meeting is, when it is not known when its own term began


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


def every_term(first: date, holidays: Iterable[tuple[date, date]], times: int) -> list[date]:
    """Return the same weekday in the same week of each of the next terms, as far as these school holidays tell of them:
    perhaps fewer. A day in a half term moves to the week after; a term that is over before it is left out."""
    joined = _joined(holidays)
    breaks = [(begins, ends) for begins, ends in joined if (ends - begins).days + 1 >= BETWEEN_TERMS]
    began = max((ends + timedelta(days=1) for _begins, ends in breaks if ends < first), default=None)
    week = (first - _on_weekday(began, first)).days // WEEK if began else USUAL_WEEK
    found = []
    for number, (_begins, ends) in enumerate(breaks):
        day = _on_weekday(ends + timedelta(days=1), first) + timedelta(weeks=week)
        while any(one <= day <= other for one, other in joined if (one, other) not in breaks):
            day += timedelta(weeks=1)
        is_over = number + 1 < len(breaks) and day >= breaks[number + 1][0]
        if ends >= first and not is_over:
            found.append(day)
    return found[:times]


def _on_weekday(day: date, like: date) -> date:
    return day + timedelta(days=(like.weekday() - day.weekday()) % WEEK)


def _joined(holidays: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return the holidays in order, those that touch or lie over a weekend of each other as one."""
    joined: list[tuple[date, date]] = []
    for begins, ends in sorted(holidays):
        if joined and (begins - joined[-1][1]).days <= 3:
            joined[-1] = (joined[-1][0], max(ends, joined[-1][1]))
        else:
            joined.append((begins, ends))
    return joined
