"""Reading school holidays out of files, whatever is in them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from workspace.errors import DomainError
from workspace.spaces.dates.day_lines import as_line, read_days, read_line
from workspace.spaces.dates.term_files import LARGEST, read_term_file
from workspace.typed_dates import DateNotRead

TODAY = date(2026, 11, 22)
AUTUMN = ("Autumn half term", date(2026, 10, 26), date(2026, 10, 30))


@pytest.fixture
def inside(app):
    with app.app_context(), app.test_request_context():
        yield


pytestmark = pytest.mark.only_database("sqlite")  # nothing here is kept


def calendar(*lines: str) -> bytes:
    event = ["BEGIN:VEVENT", "UID:1", "SUMMARY:Autumn half term", *lines, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *event, "END:VCALENDAR", ""]).encode()


@pytest.mark.parametrize(
    "content",
    [
        calendar("DTSTART;VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261031"),
        calendar("DTSTART:20261025T230000Z", "DTEND:20261030T230000Z").replace(b"1025T230000Z", b"1026T000000Z"),
        calendar("DTSTART;TZID=Europe/London:20261026T000000", "DTEND;TZID=Europe/London:20261031T000000"),
        calendar("DTSTART;TZID=Odd Time:20261026T090000", "DTEND;TZID=Odd Time:20261030T153000"),
        calendar("DTSTART;VALUE=DATE:20261026", "DURATION:P5D"),
        b"Name,First day,Last day\nAutumn half term,26/10/2026,30/10/2026\n",
        b"\xef\xbb\xbfTitle;Start Date;End Date\r\nAutumn half term;2026-10-26;2026-10-30\r\n\r\n",
        b"subject\tfrom\tto\tnotes\nAutumn half term\tMonday 26 October 2026\tFriday 30 Oct 2026\tquiet\n",
        b'end_date,start_date,event\n30 October 2026,26 October 2026,"Autumn half term"\n',
    ],
)
def test_calendars_and_tables_of_many_makers_say_the_same(inside, content):
    assert read_term_file(content) == [AUTUMN]


def test_one_day_needs_no_end(inside):
    day = ("Autumn half term", date(2026, 10, 26), date(2026, 10, 26))
    assert read_term_file(calendar("DTSTART;VALUE=DATE:20261026")) == [day]
    assert read_term_file(calendar("DTSTART:20261026T090000Z")) == [day]
    assert read_term_file(b"Holiday,Date\nAutumn half term,26 October 2026\n") == [day]


def test_letters_of_windows_are_read_and_the_same_day_counts_once(inside):
    content = "Name,Start\nPâques,25/03/2027\nPâques,25/03/2027\n".encode("cp1252")
    assert read_term_file(content) == [("Pâques", date(2027, 3, 25), date(2027, 3, 25))]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty"),
        (b" \r\n", "This file is empty"),
        (b"a" * (LARGEST + 1), "larger than 200 kB"),
        (b"%PDF-1.7\x00\x01\x02", "neither a calendar"),
        (b"PK\x03\x04" + bytes(40), "neither a calendar"),
        (b"BEGIN:VCALENDAR\r\nnonsense", "This calendar cannot be read"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "No days are in this file"),
        (calendar("DTEND;VALUE=DATE:20261026"), "This calendar cannot be read"),
        (calendar("DTSTART;VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261001"), "ends before it begins"),
        (calendar("DTSTART;VALUE=DATE:02261026"), "too far away"),
        (b"Colour,Weight\nred,3\n", "This one begins: Colour and Weight"),
        (b"Name,Start\nEaster,soon\n", "Row 2 of this file has a day that we cannot read: “soon”"),
        (b"Name,Start,End\nEaster,25/03/2027,20/03/2027\n", "“Easter” ends before it begins"),
        (b"Name,Start\n", "No days are in this file"),
        (b"Name,Start\nEaster\n", "Row 2 of this file"),
        (b'Name,Start\n"Easter,25/03/2027\n', "Row 2 of this file"),
        (b"Name,Start\n" + b"".join(b"D%d,25/03/2027\n" % n for n in range(201)), "More than 200 days"),
    ],
)
def test_what_is_no_list_of_days_is_refused_in_words_that_help(inside, content, words):
    with pytest.raises(DomainError, match=words) as refused:
        read_term_file(content)
    assert refused.value.field == "file"


@given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
@example(b'"')  # a table of one row, which never ends
def test_no_file_whatever_breaks_the_reader(inside, content):
    for before in (b"", b"BEGIN:VCALENDAR\r\n", b"Name,Start,End\n"):
        with suppress(DomainError):
            found = read_term_file(before + content)
            assert all(first <= last and name.isprintable() for name, first, last in found)


NAMES = st.text(max_size=60)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(st.lists(st.tuples(NAMES, DAYS, st.integers(0, 60)), min_size=1, max_size=5))
def test_what_a_calendar_says_is_read_back_from_the_lines_that_are_shown(inside, entries):
    """The preview loses nothing: each line is read as the same days again."""
    written = Calendar()
    for name, first, days in entries:
        event = Event()
        event.add("summary", name)
        event.add("dtstart", first)
        event.add("dtend", date.fromordinal(first.toordinal() + days + 1))
        written.add_component(event)
    found = read_term_file(written.to_ical())
    assert {(first, last) for _, first, last in found} == {
        (first, date.fromordinal(first.toordinal() + days)) for _, first, days in entries
    }
    assert [read_line(as_line(one), today=TODAY) for one in found] == found


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("26 October 2026 to 30 October 2026", AUTUMN[1], AUTUMN[2]),
        ("26 to 30 October 2026", AUTUMN[1], AUTUMN[2]),
        ("26th - 30th October 2026", AUTUMN[1], AUTUMN[2]),
        ("26 October – 30 October 2026", AUTUMN[1], AUTUMN[2]),
        ("20 December to 3 January", date(2026, 12, 20), date(2027, 1, 3)),
        ("20 December 2027 to 3 January", date(2027, 12, 20), date(2028, 1, 3)),
        ("20 December to 3 January 2028", date(2027, 12, 20), date(2028, 1, 3)),
        ("25 March 2027", date(2027, 3, 25), date(2027, 3, 25)),
        ("29 February 2028 to 2 March", date(2028, 2, 29), date(2028, 3, 2)),
    ],
)
def test_days_are_read_as_people_write_them(text, first, last):
    assert read_days(text, today=TODAY) == (first, last)


@pytest.mark.parametrize("line", ["Easter", ": 25 March", "Easter: soon", "Easter: 30 to 26 March 2027", "Easter: "])
def test_a_line_that_is_not_a_name_with_days_is_refused(line):
    with pytest.raises(DateNotRead):
        read_line(line, today=TODAY)


@given(st.text(max_size=80))
def test_no_line_whatever_breaks_the_reader(line):
    try:
        name, first, last = read_line(line, today=TODAY)
    except DateNotRead:
        return
    assert name
    assert first <= last
