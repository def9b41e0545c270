"""The promise that an agenda comes in time: what is said of it, and how often it was kept."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tests.support.queries import counted
from workspace import db
from workspace.meetings.agenda_clock import agenda_clock
from workspace.meetings.models import Meeting, MeetingState
from workspace.people.models import Person
from workspace.spaces.models import Space

LIST = "/spaces/forum/meetings"
JUNE = datetime(2027, 6, 3, 9, tzinfo=UTC)
moments = st.none() | st.datetimes(datetime(2027, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(days=st.integers(1, 28), changed=moments, invited=moments, today=st.dates(date(2027, 1, 1), date(2027, 12, 31)))
def test_a_promise_is_never_both_kept_and_missed(days, changed, invited, today):
    meeting = Meeting(starts_at=JUNE, agenda_days=days, agenda_changed_at=changed)
    meeting.__dict__["space"] = Space(time_zone="Europe/London")
    clock = agenda_clock(meeting, invited)
    assert clock is not None
    assert clock.due == date(2027, 6, 3) - timedelta(days=days)
    assert not (clock.kept and clock.missed(today))
    assert clock.kept == (clock.ready is not None and clock.ready <= clock.due)


def plan(olga, **more) -> str:
    page = olga.get(f"{LIST}/new")
    facts = {
        "purpose": "So.",
        "involvement": "co_design",
        "can_change": "All.",
        "cannot_change": "None.",
        "who_decides": "together",
        "work_level": "service",
    }
    made = olga.submit(page, "Plan this meeting", title="Buses", when="3 June 2027, 10am to 12 noon", **facts, **more)
    return made.address


def put_on(olga, meeting: str, title: str) -> None:
    olga.submit(olga.get(f"{meeting}/agenda"), "form", title=title, kind="discussion", minutes="20")


def test_the_page_says_by_when_the_agenda_comes_and_what_became_of_that(visit, forum):
    olga = visit(forum["olga"])
    meeting = plan(olga)
    assert "We promised the agenda by Thursday 27 May 2027." in olga.get(meeting).text
    put_on(olga, meeting, "Letters")
    assert "In time" not in olga.get(meeting).text, "nobody is invited, so nobody has it"
    olga.submit(olga.get(f"{meeting}/invite"), "Send the invitations", members=[str(forum["mo"])])
    assert "We promised the agenda by Thursday 27 May 2027. In time" in olga.get(meeting).text
    with time_machine.travel(datetime(2027, 5, 30, 9, tzinfo=UTC)):
        olga = visit(forum["olga"])
        assert "27 May 2027. In time" in olga.get(meeting).text
        put_on(olga, meeting, "One thing more")
        late = olga.get(meeting).text
    assert "27 May 2027. Later than promised It last changed on Sunday 30 May 2027." in late


def test_an_agenda_that_does_not_come_is_late_and_a_group_that_promises_nothing_is_not_held_to_it(visit, forum):
    olga = visit(forum["olga"])
    meeting = plan(olga)
    with time_machine.travel(datetime(2027, 5, 28, 9, tzinfo=UTC)):
        assert "Later than promised It is not here yet." in visit(forum["olga"]).get(meeting).text
    olga.submit(olga.get("/spaces/forum/settings"), "Keep these settings", agenda_days="0")
    assert "We promised the agenda" in olga.get(meeting).text, "what was promised stays promised"
    assert "We promised the agenda" not in olga.get(plan(olga)).text


def test_what_is_changed_at_the_meeting_breaks_no_promise(data, visit, forum):
    olga = visit(forum["olga"])
    meeting = plan(olga)
    put_on(olga, meeting, "Letters")
    olga.submit(olga.get(f"{meeting}/invite"), "Send the invitations", members=[str(forum["mo"])])
    with time_machine.travel(JUNE):
        with data():
            db.session.query(Meeting).one().state = MeetingState.HAPPENING
        olga = visit(forum["olga"])
        put_on(olga, meeting, "Whatever else")
        assert "27 May 2027. In time" in olga.get(meeting).text


def held(data, forum, count: int, *, late: int = 0) -> None:
    """Let so many meetings be over, of which so many had their agenda too late."""
    with data():
        space, olga = db.session.get_one(Space, forum["space"]), db.session.get_one(Person, forum["olga"])
        for number in range(count):
            starts = datetime(2026, 11, 2, 10, tzinfo=UTC) + timedelta(days=number)
            before = starts - timedelta(days=1 if number < late else 20)
            facts = {"agenda_days": 7, "agenda_changed_at": before, "state": MeetingState.CLOSED}
            meeting = factories.meeting(space, olga, f"Held {number}", starts_at=starts, **facts)
            for person in (olga, db.session.get_one(Person, forum["mo"])):
                factories.invitation(meeting, person, invited_at=starts - timedelta(days=30))


@pytest.mark.parametrize(
    ("count", "late", "said"),
    [
        (14, 4, "10 of the last 12 meetings kept the promise."),
        (2, 1, "1 of the last 2 meetings kept the promise."),
        (1, 0, "The last meeting kept the promise."),
        (1, 1, "The last meeting did not keep the promise."),
        (0, 0, "No meeting can be counted yet."),
    ],
)
def test_a_group_s_page_counts_how_many_of_the_last_twelve_kept_it(data, visit, forum, count, late, said):
    held(data, forum, count, late=late)
    mo = visit(forum["mo"])
    page = mo.get(mo.get(LIST).links()["Did agendas come in time?"])
    assert said in page.text
    assert "We promise the agenda of a meeting 7 days before it." in page.text


def test_meetings_that_were_cancelled_promised_nothing_or_are_to_come_are_not_counted(data, visit, forum, add_meeting):
    held(data, forum, 1)
    add_meeting("Cancelled", invited=("mo",), state=MeetingState.CANCELLED, agenda_days=7)
    add_meeting("To come", invited=("mo",), agenda_days=7)
    add_meeting("Old", invited=("mo",), state=MeetingState.CLOSED)
    page = visit(forum["mo"]).get(f"{LIST}/promises").text
    assert "The last meeting kept the promise." in page
    assert not any(title in page for title in ("Cancelled", "To come", "Old"))


def test_the_count_is_for_members_and_takes_as_many_queries_for_one_as_for_three(data, visit, forum):
    visit(forum["otto"]).get(f"{LIST}/promises", status=403)
    held(data, forum, 1)
    mo = visit(forum["mo"])
    with counted() as few:
        mo.get(f"{LIST}/promises")
    held(data, forum, 3)
    with counted() as many:
        mo.get(f"{LIST}/promises")
    assert len(few) == len(many) <= 5
