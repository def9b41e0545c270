"""Changing a meeting and calling it off: who may, who is told, and what they read."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from workspace import audit, db
from workspace.meetings.models import Meeting, MeetingState
from workspace.people.models import Person

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)  # when the forum of these tests lives: a Monday, in winter time
JUNE = datetime(2027, 6, 3, 9, tzinfo=UTC)  # 10am in London
LIST = "/spaces/forum/meetings"
PLAN = f"{LIST}/new"


def test_who_is_invited_is_told_in_words_what_changed_with_a_new_calendar_file(
    letters, visit, forum, add_meeting, kept
):
    number = add_meeting(invited=["mo", "gus"], place="Larch Room", phone_in="01632 960177")
    olga = visit(forum["olga"])
    page = olga.get(f"{LIST}/{number}/edit")
    olga.submit(page, "Keep these changes", when="10 June 2027, 2pm to 4pm", place="Oak Room", phone_in="")
    assert kept().calendar_number == 1
    told = letters("meeting_changed")
    assert [letter.to_name for letter in told] == ["Mo Member", "Gus Guest"]
    text = told[0].text
    assert told[0].subject == "Forum: the meeting on Thursday 10 June 2027 has changed"
    assert "It is now on Thursday 10 June 2027, 2pm to 4pm." in text
    assert "The place is now: Oak Room" in text
    assert "There is no number to join by phone any more." in text
    assert "way in" not in text
    assert text.count("It is now on") == 1
    assert b"SEQUENCE:1\r\n" in told[0].attachments[0].content
    assert b"DTSTART;TZID=Europe/London:20270610T140000" in told[0].attachments[0].content


@pytest.mark.promise("S3-R4")
def test_who_is_invited_reads_what_the_purpose_and_the_open_things_were_and_are(
    letters, visit, forum, add_meeting, kept
):
    number = add_meeting(invited=["mo"], purpose="Agree the letter.", involvement="co_design", can_change="The letter.")
    olga = visit(forum["olga"])
    new = {"purpose": "Hear the plan.", "involvement": "consultation", "can_change": "Its dates."}
    olga.submit(olga.get(f"{LIST}/{number}/edit"), "Keep these changes", **new)
    assert kept().calendar_number == 1
    (told,) = letters("meeting_changed")
    text = " ".join(told.text.split())
    assert "What it is for: it was “Agree the letter.”. Now it is “Hear the plan.”." in text
    assert "How far people are involved: it was “Co-design”. Now it is “Consultation”." in text
    assert "What can change: it was “The letter.”. Now it is “Its dates.”." in text
    assert "It is now" not in text


def test_the_organiser_hears_whom_no_mail_reaches(letters, app, data, visit, forum, add_meeting):
    number = add_meeting(invited=["mo"])
    with data():
        mo = db.session.get_one(Person, forum["mo"])
        mo.email, mo.supporter_name, mo.supporter_email, mo.supporter_copies = None, "Sam", "sam@example.org", True
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(f"{LIST}/{number}/edit"), "Keep these changes", place="Oak Room")
    assert "Mo Member cannot be told by e-mail: ring or write to them." in page.text
    assert [(one.to_name, one.to_address) for one in letters("meeting_changed")] == [("Sam", "sam@example.org")]


def test_a_new_time_must_be_to_come_but_an_old_one_may_stay(visit, forum, add_meeting, kept):
    number = add_meeting(starts_at=datetime(2027, 1, 4, 8, tzinfo=UTC))
    olga = visit(forum["olga"])
    page = olga.get(f"{LIST}/{number}/edit")
    olga.submit(page, "Keep these changes", place="Oak Room")
    assert kept().place == "Oak Room"
    refused = olga.submit(
        olga.get(f"{LIST}/{number}/edit"), "Keep these changes", status=422, when="1 January 2027, 10am to 12"
    )
    assert "Friday 1 January 2027, 10am is past" in refused.error_of("when")


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(
    ("starts", "minutes"),
    [(JUNE, 110), (datetime(2027, 12, 1, 22, tzinfo=UTC), 120), (datetime(2027, 6, 2, 23, 30, tzinfo=UTC), 45)],
)
def test_the_time_that_the_form_shows_is_read_as_the_same_time(
    data, visit, forum, add_meeting, kept, language, starts, minutes
):
    number = add_meeting(starts_at=starts, ends_at=starts + timedelta(minutes=minutes))
    with data():
        db.session.get_one(Person, forum["olga"]).language = language
    olga = visit(forum["olga"])
    page = olga.get(f"{LIST}/{number}/edit")
    olga.submit(page, "form", place="Oak Room")
    assert (kept().starts_at, kept().ends_at) == (starts, starts + timedelta(minutes=minutes))
    assert kept().place == "Oak Room"


def test_a_welcomer_s_new_name_is_shown_everywhere_and_the_old_one_nowhere(data, visit, forum, add_meeting):
    number = add_meeting()
    olga = visit(forum["olga"])
    olga.submit(olga.get(f"{LIST}/{number}/edit"), "Keep these changes", welcomer="Mo Member at the main door")
    with data():
        db.session.get_one(Person, forum["mo"]).preferred_name = "Mona"
    assert "Mona at the main door" in olga.get(f"{LIST}/{number}").text
    assert "Mo Member" not in olga.get(f"{LIST}/{number}").text
    box = olga.get(f"{LIST}/{number}/edit").find("welcomer").text or ""
    assert box.strip() == "Mona at the main door"


def test_only_organisers_change_and_cancel(visit, forum, add_meeting):
    number = add_meeting(invited=["gus"])
    for name in ("nora", "mo", "gus", "otto"):
        for page in ("edit", "cancel"):
            visit(forum[name]).get(f"{LIST}/{number}/{page}", status=403)
            visit(forum["otto"]).get(f"/spaces/other/meetings/{number}/{page}", status=404)


@pytest.mark.parametrize("state", [MeetingState.CLOSED, MeetingState.CANCELLED])
def test_a_meeting_that_is_over_cannot_be_changed_even_by_a_form_from_before(
    data, visit, forum, add_meeting, kept, state
):
    number = add_meeting()
    olga = visit(forum["olga"])
    edit, cancel = olga.get(f"{LIST}/{number}/edit"), olga.get(f"{LIST}/{number}/cancel")
    with data():
        db.session.get_one(Meeting, number).state = state
    assert not [f for f in olga.get(f"{LIST}/{number}/edit").forms() if f.get("id") == "form"]
    refused = olga.submit(edit, "Keep these changes", status=422, title="Other")
    assert state in refused.text or "finished" in refused.text
    olga.submit(cancel, "Cancel the meeting", status=422, reason="Snow")
    assert (kept().title, kept().cancelled_because) == ("Buses", "")


def test_a_cancelled_meeting_says_why_and_everyone_invited_is_told_once(letters, visit, forum, add_meeting, kept):
    number = add_meeting(invited=["mo", "gus"])
    olga = visit(forum["olga"])
    ask = olga.get(f"{LIST}/{number}/cancel")
    assert "2 people are invited." in ask.text
    page = olga.submit(ask, "Cancel the meeting", reason="Snow is coming.\nWe meet in July.")
    assert "This meeting is cancelled Snow is coming." in page.text
    assert "Cancelled" in page.text
    assert "Cancel the meeting" not in page.links()
    assert kept().state is MeetingState.CANCELLED
    olga.submit(ask, "Cancel the meeting", reason="Snow is coming.")
    told = letters("meeting_cancelled")
    assert [letter.to_name for letter in told] == ["Mo Member", "Gus Guest"]
    assert told[0].subject == "Forum: the meeting on Thursday 3 June 2027 is cancelled"
    assert "Snow is coming.\nWe meet in July." in told[0].text
    assert b"STATUS:CANCELLED" in told[0].attachments[0].content


def test_cancelling_needs_a_reason(visit, forum, add_meeting, kept):
    number = add_meeting()
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(f"{LIST}/{number}/cancel"), "Cancel the meeting", status=422, reason=" ")
    assert page.error_of("reason") == "Write why it is cancelled. People will read this"
    assert kept().state is MeetingState.PLANNED


def test_a_meeting_that_is_happening_is_closed_not_cancelled(visit, forum, add_meeting):
    number = add_meeting(state=MeetingState.HAPPENING)
    page = visit(forum["olga"]).get(f"{LIST}/{number}/cancel")
    assert "cannot be cancelled any more" in page.text


def test_what_was_done_is_on_record_without_any_words(app, visit, forum, add_meeting):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(PLAN), "Plan this meeting", title="Secret title", when="3 June 2027, 10am")
    olga.submit(olga.get(f"{page.address}/edit"), "Keep these changes", place="Secret room")
    olga.submit(olga.get(f"{page.address}/cancel"), "Cancel the meeting", reason="Secret reason")
    with app.app_context():
        of_meetings = select(audit.AuditEvent).where(audit.AuditEvent.thing_kind == "meeting")
        rows = list(db.session.scalars(of_meetings.order_by(audit.AuditEvent.id)))
        assert [row.event for row in rows] == ["meeting:planned", "meeting:changed", "meeting:cancelled"]
        assert rows[1].changes == {"fields": ["place"]}
        assert not any("Secret" in str(row.changes) for row in rows)
