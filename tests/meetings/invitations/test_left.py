"""Somebody who has left the group: what they were invited to is closed to them, and what happened stays true."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests import factories
from workspace import audit, db, mail
from workspace.meetings.invitations.models import Answer, Duty, Invitation
from workspace.meetings.models import MeetingState
from workspace.meetings.notes import service as notes
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.models import Person
from workspace.spaces import service as spaces
from workspace.spaces.queries import membership


@pytest.fixture
def leave(data, forum):
    """`leave(forum.ann)` has the organiser say that somebody has left."""

    def do(person_id: int) -> None:
        with data():
            spaces.leave(membership("forum", person_id), actor=db.session.get_one(Person, forum.olga))

    return do


def test_whoever_has_left_reads_no_meeting_no_needs_and_no_notes(visit, forum, seat, change, leave):
    seat(forum.ann, answer=Answer.IN_PERSON, duty=Duty.CHAIR)
    change(state=MeetingState.CLOSED, closed_at=db.now(), notes_published_at=db.now())
    ann = visit(forum.ann)
    ann.get(forum.needs)
    assert "The notes of “School buses” are ready to read" in ann.get("/me").text
    leave(forum.ann)
    for address in (forum.show, forum.reply, forum.needs, f"{forum.show}/notes", f"{forum.show}/run"):
        ann.get(address, status=403)
    assert "School buses" not in ann.get("/me").text
    visit(forum.olga).get(forum.show)


def test_a_guest_who_never_belonged_to_the_group_still_reads_the_meeting(visit, forum, seat, data):
    with data():
        gus = factories.person("Gus Guest").id
    seat(gus, as_guest=True)
    visit(gus).get(forum.show)
    visit(gus).get(forum.reply)


def test_invitations_to_meetings_to_come_are_taken_back_and_those_of_past_ones_stay(app, forum, seat, data, leave):
    coming = seat(forum.ann)
    with data():
        space, olga = db.session.get_one(factories.Space, forum.space), db.session.get_one(Person, forum.olga)
        over = factories.meeting(space, olga, state=MeetingState.CLOSED)
        was_there = factories.invitation(over, db.session.get_one(Person, forum.ann)).id
    leave(forum.ann)
    with app.app_context():
        assert db.session.scalars(select(Invitation.id)).all() == [was_there]
        last = db.session.scalars(select(audit.AuditEvent).order_by(audit.AuditEvent.number.desc())).first()
        assert (last.event, last.subject_id) == (audit.Event.UNINVITED, forum.ann)
    assert coming != was_there


def test_whoever_is_invited_anew_is_written_to_anew(app, visit, forum):
    olga = visit(forum.olga)
    for days in (0, 1):
        with time_machine.travel(db.now() + timedelta(days=days)):
            olga.submit(olga.get(forum.invite), "Send the invitations", members=[str(forum.ann)])
            olga.submit(olga.get(forum.invite), "Take the invitation back: Ann Lee")
    with app.app_context():
        assert [m.template for m in db.session.scalars(select(mail.Message).order_by(mail.Message.id))] == [
            "invitation",
            "uninvited",
        ] * 2


def test_notes_are_sent_to_nobody_who_has_left(app, forum, seat, change, data, leave):
    for person in (forum.ann, forum.cy):
        seat(person, answer=Answer.IN_PERSON)
    change(state=MeetingState.CLOSED, closed_at=db.now())
    leave(forum.ann)
    with data():
        notes.publish_notes(load_meeting("forum", forum.meeting), actor=db.session.get_one(Person, forum.olga))
    with app.app_context():
        sent = db.session.scalars(select(mail.Message.person_id).where(mail.Message.template == "notes")).all()
        assert sent == [forum.cy]
