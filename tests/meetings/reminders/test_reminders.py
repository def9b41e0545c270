"""Reminders: at nine, on the days that a group chose, to each person once."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests import factories
from workspace import db, jobs
from workspace.meetings.invitations.models import Answer, Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.reminders.service import send_reminders
from workspace.people.models import Person, ReachBy
from workspace.spaces.models import Space

LIST = "/spaces/forum/meetings"
JUNE = datetime(2027, 6, 3, 9, tzinfo=UTC)  # 10am in London


@contextmanager
def later(app, moment: datetime):
    """Go to a moment, and do what waits for it."""
    with time_machine.travel(moment):
        while jobs.work_once(app):
            pass
        yield


@pytest.fixture
def planned(app, visit, forum, add_meeting) -> int:
    """The number of a meeting in June to which Mo and Nora are invited."""
    number = add_meeting(place="Larch Room")
    olga = visit(forum["olga"])
    page = olga.get(f"{LIST}/{number}/invite")
    olga.submit(page, "Send the invitations", members=[str(forum["mo"]), str(forum["nora"]), str(forum["olga"])])
    return number


def test_everybody_who_may_come_is_reminded_seven_days_and_one_day_before(app, data, forum, planned, letters):
    with data():
        nora = db.session.scalars(select(Invitation).where(Invitation.person_id == forum["nora"])).one()
        nora.answer = Answer.APOLOGIES
        mo = db.session.scalars(select(Invitation).where(Invitation.person_id == forum["mo"])).one()
        mo.answer = Answer.IN_PERSON
        db.session.get_one(Space, forum["space"]).reminder_words = "The kettle is on from half past nine."
    with later(app, datetime(2027, 5, 27, 7, 59, tzinfo=UTC)):
        assert not letters("reminder")
    with later(app, datetime(2027, 5, 27, 8, 0, 1, tzinfo=UTC)):  # nine in London
        assert {one.to_name for one in letters("reminder")} == {"Mo Member", "Olga Organiser"}
    with later(app, datetime(2027, 6, 2, 8, 0, 1, tzinfo=UTC)):
        told = [one for one in letters("reminder") if one.to_name == "Mo Member"]
        assert len(told) == 2
    assert told[0].subject == "Forum: we meet on Thursday 3 June"
    for words in (
        "The kettle is on from half past nine.",
        "“Buses” is on Thursday 3 June 2027, 10am to 12pm.",
        "In person: Larch Room",
        "You are coming in person. Has that changed? Tell us here:",
        f"{LIST}/{planned}/joining>",
    ):
        assert words in told[0].text
    olga = next(one for one in letters("reminder") if one.to_name == "Olga Organiser")
    assert "We do not know yet if you can come. Tell us here" in olga.text


def test_an_organiser_is_reminded_of_those_whom_no_mail_reaches(app, data, forum, planned, letters):
    with data():
        meeting = db.session.get_one(Meeting, planned)
        edna = factories.person("Edna", email=None, reach_by=ReachBy.POST)
        factories.invitation(meeting, edna, answer=None)
    with later(app, JUNE - timedelta(hours=20)):
        told = {one.to_name: one.text for one in letters("reminder")}
    assert set(told) == {"Mo Member", "Nora Notes", "Olga Organiser"}
    assert "You organise this: 1 person hears by post or phone." in told["Olga Organiser"]
    assert "by post or phone" not in told["Mo Member"]


def test_done_again_nobody_hears_twice(app, data, planned, letters):
    with later(app, datetime(2027, 5, 28, 12, tzinfo=UTC)):
        assert len(letters("reminder")) == 3
        with data():
            send_reminders(planned, 7, f"{JUNE:%Y%m%dT%H%M}")
        assert len(letters("reminder")) == 3


def test_a_meeting_that_moves_is_reminded_of_at_its_new_time_alone(app, visit, forum, planned, letters):
    olga = visit(forum["olga"])
    page = olga.get(f"{LIST}/{planned}/edit")
    olga.submit(page, "Keep these changes", when="1 July 2027, 10am to 12 noon")
    with later(app, datetime(2027, 6, 2, 12, tzinfo=UTC)):
        assert not letters("reminder")
    with later(app, datetime(2027, 6, 24, 12, tzinfo=UTC)):
        assert "Thursday 1 July 2027" in letters("reminder")[0].text


def test_nobody_is_reminded_of_a_cancelled_meeting(app, visit, forum, planned, letters):
    olga = visit(forum["olga"])
    olga.submit(olga.get(f"{LIST}/{planned}/cancel"), "Cancel the meeting", reason="Snow.")
    with later(app, JUNE):
        assert not letters("reminder")


def test_a_worker_that_was_away_for_days_reminds_once_and_never_after_the_start(app, planned, letters):
    with later(app, datetime(2027, 6, 2, 15, tzinfo=UTC)):
        assert len(letters("reminder")) == 3


def test_after_the_start_it_is_too_late_to_remind(app, planned, letters):
    with later(app, JUNE + timedelta(minutes=1)):
        assert not letters("reminder")


def test_whoever_was_invited_since_yesterday_is_not_reminded(app, data, forum, planned, letters):
    with data():
        gus = db.session.get_one(Person, forum["gus"])
        meeting = db.session.get_one(Meeting, planned)
        factories.invitation(meeting, gus, as_guest=True, invited_at=datetime(2027, 5, 27, 7, tzinfo=UTC))
    with later(app, datetime(2027, 5, 27, 9, tzinfo=UTC)):
        assert "Gus Guest" not in {one.to_name for one in letters("reminder")}


def test_new_days_hold_for_meetings_that_are_planned_already(app, visit, forum, planned, letters):
    olga = visit(forum["olga"])
    page = olga.get("/spaces/forum/settings")
    assert page.find("reminder_days").get("value") == "7, 1"
    olga.submit(page, "Keep these settings", reminder_days="3")
    for day, reminders in ((27, 0), (31, 3)):
        with later(app, datetime(2027, 5, day, 12, tzinfo=UTC)):
            assert len(letters("reminder")) == reminders
    with later(app, datetime(2027, 6, 2, 12, tzinfo=UTC)):
        assert len(letters("reminder")) == 3


@pytest.mark.parametrize(
    ("typed", "kept"), [("", []), ("1 and 14", None), ("1, 7 7", [7, 1]), ("14;2", [14, 2]), ("28", [28])]
)
def test_days_are_read_as_people_write_them(app, visit, forum, typed, kept):
    olga = visit(forum["olga"])
    page = olga.get("/spaces/forum/settings")
    olga.submit(page, "Keep these settings", reminder_days=typed, status=422 if kept is None else 303)
    with app.app_context():
        assert db.session.get_one(Space, forum["space"]).reminder_days == ([7, 1] if kept is None else kept)


@pytest.mark.parametrize("typed", ["0", "29", "a week", "-1", "1.5", "99999999999999999999"])
def test_days_that_are_none_are_refused_and_stay_in_the_box(visit, forum, typed):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get("/spaces/forum/settings"), "Keep these settings", status=422, reminder_days=typed)
    assert page.error_of("reminder_days") == "Write numbers of days from 1 to 28, such as: 7, 1"
    assert page.find("reminder_days").get("value") == typed


def test_the_reminder_keeps_to_nine_where_the_space_is_across_the_clock_change(app, visit, forum, add_meeting, letters):
    starts = datetime(2027, 11, 1, 10, tzinfo=UTC)  # the Monday after the clocks go back
    number = add_meeting(starts_at=starts, ends_at=starts + timedelta(hours=1))
    olga = visit(forum["olga"])
    olga.submit(olga.get(f"{LIST}/{number}/invite"), "Send the invitations", members=[str(forum["mo"])])
    with later(app, datetime(2027, 10, 25, 8, 0, 1, tzinfo=UTC)):  # summer time: nine
        assert len(letters("reminder")) == 1
    with later(app, datetime(2027, 10, 31, 8, 59, tzinfo=UTC)):  # winter time: not nine yet
        assert len(letters("reminder")) == 1
    with later(app, datetime(2027, 10, 31, 9, 0, 1, tzinfo=UTC)):
        assert len(letters("reminder")) == 2
