"""Reading school holidays out of a file: a calendar (.ics) or a table saved as text (.csv).

A file is only read, never kept: what was found is shown for checking, as lines that can be changed.
"""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from workspace import db, i18n, libraries
from workspace.errors import DomainError
from workspace.spaces.dates.day_lines import Named
from workspace.typed_dates import FIRST_YEAR, LAST_YEAR, DateNotRead, read_day

if TYPE_CHECKING:
    from icalendar import Event

LARGEST = 200_000  # bytes; a school's calendar of ten years is a tenth of it
MOST = 200  # days that one file may hold
LONGEST_NAME = 200

# What columns are called in the files of councils and schools.
NAMES = {"name", "title", "summary", "subject", "event", "holiday", "description", "enw"}
FIRSTS = {"start", "start date", "first", "first day", "from", "begins", "date", "dtstart", "dechrau"}
LASTS = {"end", "end date", "last", "last day", "to", "until", "ends", "dtend", "diwedd"}


def read_term_file(content: bytes) -> list[Named]:
    """Return the days that a calendar or table names, in order, each once.

    Refused, in words that say what to do: a file that is empty, too large, neither of the two, without days, with more
    than 200 of them, or with a line that cannot be read.
    """
    if len(content) > LARGEST:
        raise _refused(_("This file is larger than 200 kB. Choose one with the term dates alone"))
    text = _text(content).strip()
    if not text:
        raise _refused(_("This file is empty. Choose another one"))
    found = _of_calendar(text) if text.upper().startswith("BEGIN:VCALENDAR") else _of_table(text)
    days = sorted(dict.fromkeys(found), key=lambda named: (named[1], named[2], named[0]))
    if not days:
        raise _refused(_("No days are in this file. Choose another one, or type them"))
    if len(days) > MOST:
        raise _refused(_("More than %(most)d days are in this file. Choose one with the term dates alone", most=MOST))
    return days


def _refused(words: str) -> DomainError:
    return DomainError(words, "file")


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")  # how spreadsheets on Windows save a table


# --- calendars -----------------------------------------------------------------------------------------------------


def _of_calendar(text: str) -> list[Named]:
    try:
        found = libraries.icalendar.Calendar.from_ical(text).walk("VEVENT")
        events = [one for one in found if isinstance(one, libraries.icalendar.Event)]
        return [_of_event(event) for event in events]
    except DomainError:
        raise
    except Exception as error:  # whatever a broken file makes the library stumble over
        raise _refused(_("This calendar cannot be read. Export it again, or type the days")) from error


def _of_event(event: "Event") -> Named:
    name = _name(str(event.get("SUMMARY", "")))
    starts = event.decoded("DTSTART")
    ends = event.decoded("DTEND", None) or _after(starts, event.decoded("DURATION", None))
    first = _day(starts)
    # The end of an entry is the moment, or the day, that no longer belongs to it.
    last = _day(ends - timedelta(microseconds=1)) if isinstance(ends, datetime) else ends - timedelta(days=1)
    return name, first, _checked(name, first, max(first, last) if ends == starts else last)


def _after(starts: date, duration: timedelta | None) -> date:
    if duration:
        return starts + duration
    return starts if isinstance(starts, datetime) else starts + timedelta(days=1)


def _day(moment: date) -> date:
    if not isinstance(moment, datetime):
        return moment
    return (i18n.local(moment) if moment.tzinfo else moment).date()


# --- tables --------------------------------------------------------------------------------------------------------


def _of_table(text: str) -> list[Named]:
    if any(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text):
        raise _refused(_("This is neither a calendar (.ics) nor a table saved as text (.csv). Save it as one of them"))
    heading = text.splitlines()[0]
    between = max(",;\t", key=heading.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=between) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise _refused(_("This table cannot be read. Save it as .csv again, or type the days")) from error
    if not rows:
        raise _refused(_("This table cannot be read. Save it as .csv again, or type the days"))
    columns = [" ".join(cell.lower().replace("_", " ").split()) for cell in rows[0]]
    name, first, last = (_column(columns, known) for known in (NAMES, FIRSTS, LASTS))
    if name is None or first is None:
        shown = i18n.listing([cell.strip()[:40] for cell in rows[0][:6] if cell.strip()])
        words = _("A table begins with the names of its columns: Name, First day, Last day. This one begins: %(found)s",
                  found=shown)  # fmt: skip
        raise _refused(words)
    today = i18n.local(db.now()).date()
    return [_of_row(row, number, (name, first, last), today) for number, row in enumerate(rows[1:], 2)]


def _column(columns: list[str], known: Iterable[str]) -> int | None:
    return next((place for place, words in enumerate(columns) if words in known), None)


def _of_row(row: list[str], number: int, places: tuple[int, int, int | None], today: date) -> Named:
    name, first, last = (row[place].strip() if place is not None and place < len(row) else "" for place in places)
    try:
        begins = _written_day(first, today)
        ends = _written_day(last, today) if last else begins
    except DateNotRead as problem:
        words = _("Row %(number)d of this file has a day that we cannot read: “%(text)s”", number=number,
                  text=problem.values["text"])  # fmt: skip
        raise _refused(words) from problem
    return _name(name), begins, _checked(name, begins, ends)


def _written_day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return read_day(text, today=today)


# --- both ----------------------------------------------------------------------------------------------------------


def _name(text: str) -> str:
    """Return the name on one line, without what a page could not show."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text).replace(":", " ")
    return " ".join(plain.split())[:LONGEST_NAME].strip() or str(_("School holidays"))


def _checked(name: str, first: date, last: date) -> date:
    if not (FIRST_YEAR <= first.year <= LAST_YEAR and FIRST_YEAR <= last.year <= LAST_YEAR):
        raise _refused(_("“%(name)s” is in a year that is too far away", name=_name(name)))
    if last < first:
        raise _refused(_("“%(name)s” ends before it begins. Mend it in the file, or type the days", name=_name(name)))
    return last
