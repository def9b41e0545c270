"""The calendar file, read back line by line as the standard says, and by a second reader."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from tests import factories
from workspace import db
from workspace.meetings import queries
from workspace.meetings.calendar import calendar_file
from workspace.meetings.models import MeetingState
from workspace.roles import Role


@pytest.fixture
def file_of(app, data):
    """`file_of(**facts)` gives the calendar file of a meeting with these facts."""

    def make(language: str = "en", **facts: object) -> bytes:
        with data():
            space = factories.space("Forum", slug="forum")
            ann = factories.member(space, "Ann Organiser", role=Role.ORGANISER)
            meeting = factories.meeting(space, ann, **{"title": "Getting to school", **facts})
            number = meeting.id
            factories.invitation(meeting, ann, coming_with="my interpreter")
            db.session.expire_all()
            found = queries.meeting("forum", number)
            assert found is not None
            return calendar_file(found, language)

    return make


def lines_of(content: bytes) -> dict[str, str]:
    """Read the lines of the event as RFC 5545 says: unfold, split at the first colon, undo the escapes."""
    text = content.decode().replace("\r\n ", "").replace("\r\n\t", "")
    assert "\n" not in text.replace("\r\n", ""), "a line ends otherwise than the standard says"
    event = text.split("BEGIN:VEVENT\r\n")[1].split("END:VEVENT")[0]
    pairs = [line.split(":", 1) for line in event.split("\r\n") if line]
    assert all(len(pair) == 2 for pair in pairs), pairs
    plain = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    found = {}
    for name, value in pairs:
        for escaped, meant in plain.items():
            value = value.replace(escaped, meant)
        assert name not in found, f"{name} twice"
        found[name] = value
    return found


def test_the_file_says_when_where_and_how_to_join(file_of):
    starts = datetime(2027, 1, 14, 10, tzinfo=UTC)
    lines = lines_of(
        file_of(
            starts_at=starts,
            ends_at=starts + timedelta(minutes=110),
            place="Larch Room, Quayside Library; first floor",
            way_in="Ring the left bell",
            online_link="https://meet.example.org/larch?a=1,2;3",
            phone_in="01632 960177",
            calendar_number=4,
        )
    )
    assert lines["SUMMARY"] == "Getting to school (Forum)"
    assert lines["DTSTART;TZID=Europe/London"] == "20270114T100000"
    assert lines["DTEND;TZID=Europe/London"] == "20270114T115000"
    assert lines["LOCATION"] == "Larch Room, Quayside Library; first floor"
    assert lines["SEQUENCE"] == "4"
    assert lines["STATUS"] == "CONFIRMED"
    for words in ("Ring the left bell", "https://meet.example.org/larch?a=1,2;3", "01632 960177", "Agree what"):
        assert words in lines["DESCRIPTION"]


def test_the_link_in_the_file_leads_to_the_meeting(app, file_of, visit):
    base = app.config["SETTINGS"].base_url
    address = lines_of(file_of())["URL"]
    assert address.startswith(base)
    assert visit(1).get(address.removeprefix(base)).h1 == "Getting to school"


def test_nobodys_name_and_nobodys_needs_are_in_the_file(file_of):
    text = file_of(welcomer="Tomasz at the door, for Ann who cannot see").decode()
    assert "Tomasz" not in text
    assert "Ann" not in text
    assert "interpreter" not in text


@pytest.mark.parametrize(
    ("starts", "local", "offset"),
    [
        (datetime(2026, 10, 24, 9, tzinfo=UTC), "20261024T100000", timedelta(hours=1)),
        (datetime(2026, 10, 25, 10, tzinfo=UTC), "20261025T100000", timedelta(0)),
        (datetime(2027, 3, 28, 9, tzinfo=UTC), "20270328T100000", timedelta(hours=1)),
    ],
)
def test_the_clock_change_moves_no_meeting(file_of, starts, local, offset):
    content = file_of(starts_at=starts, ends_at=starts + timedelta(hours=2))
    assert lines_of(content)["DTSTART;TZID=Europe/London"] == local
    read = icalendar.Calendar.from_ical(content)
    event = read.walk("VEVENT")[0]
    assert event.start.astimezone(UTC) == starts
    assert event.start.utcoffset() == offset
    zone = read.walk("VTIMEZONE")[0].to_tz()
    assert starts.astimezone(zone).strftime("%Y%m%dT%H%M%S") == local, "the file's own rules say another time"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"])
def test_a_line_break_in_any_text_cannot_begin_a_line_of_the_file(file_of, ending):
    bad = f"Hello{ending}ATTENDEE:mailto:eve@example.org"
    content = file_of(title=bad, place=bad, way_in=bad, phone_in=bad, purpose=bad)
    lines = lines_of(content)
    assert not [name for name in lines if name.startswith("ATTENDEE")]
    assert lines["SUMMARY"].startswith("Hello\nATTENDEE:mailto:eve@example.org")
    assert "ATTENDEE" not in icalendar.Calendar.from_ical(content).walk("VEVENT")[0]


def test_emoji_and_right_to_left_titles_survive_the_folding_of_lines(file_of):
    title = "لقاء 🚌 " * 20
    event = icalendar.Calendar.from_ical(content := file_of(title=title)).walk("VEVENT")[0]
    assert event["SUMMARY"].startswith(title)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_a_cancelled_meeting_takes_itself_out_of_the_calendar(file_of):
    content = file_of(state=MeetingState.CANCELLED, calendar_number=2)
    assert lines_of(content)["STATUS"] == "CANCELLED"
    assert b"METHOD:CANCEL\r\n" in content


def test_the_number_of_the_meeting_in_calendars_stays_when_it_changes(file_of, data):
    first = lines_of(file_of())["UID"]
    with data():
        meeting = queries.meeting_to_tell(1)
        meeting.title, meeting.calendar_number = "Renamed", 1
        again = lines_of(calendar_file(meeting, "en"))
    assert again["UID"] == first
    assert again["SEQUENCE"] == "1"


def test_the_file_is_written_in_the_reader_s_language(file_of):
    words = lines_of(file_of(language="en_XA", way_in="Left door"))["DESCRIPTION"]
    assert "Left door" in words
    assert "Way in:" not in words
