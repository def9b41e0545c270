"""Days as people write them in a list: a name with its days on each line, "Autumn half term: 26 to 30 October 2026"."""

import re
from datetime import date

from workspace import i18n
from workspace.typed_dates import DateNotRead, DateProblem, read_day

Named = tuple[str, date, date]

_BETWEEN = re.compile(r"\s+(?:to|until|till|i|hyd)\s+|\s+-\s+|\s*[–—]\s*", re.IGNORECASE)
_NUMBER = re.compile(r"(?:[^\W\d]+ )?(\d{1,2})(?:st|nd|rd|th)?", re.IGNORECASE)  # "26", "26th", "Monday 26"
_YEAR = re.compile(r"\d{4}|[/.-]\d{2}\s*$")


def read_line(line: str, *, today: date) -> Named:
    """Read one line: a name, a colon, a day, and perhaps a last day. What is left out is taken from the other day.

    Refused with DateNotRead: what is no day, and a last day before the first.
    """
    name, _colon, days = line.rpartition(":")
    name = name.strip()
    if not name:
        raise DateNotRead(DateProblem.NOT_READ, line, part="name")
    return name, *read_days(days, today=today)


def read_days(text: str, *, today: date) -> tuple[date, date]:
    """Read a day, or a first and a last day."""
    parts = _BETWEEN.split(text.strip(), maxsplit=1)
    if len(parts) == 1:
        day = read_day(text, today=today)
        return day, day
    last = read_day(parts[1], today=today)
    first = _first(parts[0], last, today)
    if last < first and not _YEAR.search(parts[1]):
        last = _in_year(last, first.year + ((last.month, last.day) < (first.month, first.day)))
    if first > last:
        raise DateNotRead(DateProblem.END_BEFORE_START, text)
    return first, last


def _first(text: str, last: date, today: date) -> date:
    if alone := _NUMBER.fullmatch(text.strip()):
        return read_day(f"{alone[1]}/{last.month}/{last.year}", today=today)
    first = read_day(text, today=today)
    if not _YEAR.search(text):
        first = _in_year(first, last.year - ((first.month, first.day) > (last.month, last.day)))
    return first


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def as_line(named: Named) -> str:
    """Write a name with its days so that the same is read again, in whichever language of ours."""
    name, first, last = named
    days = [i18n.day(day, weekday=False) for day in dict.fromkeys((first, last))]
    return f"{' '.join(name.split()).replace(':', ' ')}: {' - '.join(days)}"
