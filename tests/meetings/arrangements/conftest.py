"""The forum of the tests of invitations, with people who need something at its meeting."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests import factories
from tests.meetings.invitations.conftest import change, forum, seat
from workspace import audit, db
from workspace.meetings.invitations.models import Answer, Duty, InvitationNeed
from workspace.people.models import Person

__all__ = ["change", "forum", "seat"]


@pytest.fixture
def needing(data, forum):
    """`needing(forum.ann, need, kind=…)` gives a person a place with a need of their profile, or told for this time."""

    def give(person_id: int, *, answer: Answer = Answer.IN_PERSON, duty: Duty = Duty.NONE, told=(), profile=()) -> None:
        with data():
            person = db.session.get_one(Person, person_id)
            meeting = db.session.get_one(factories.Meeting, forum.meeting)
            place = factories.invitation(meeting, person, answer=answer, duty=duty, answered_at=db.now())
            of = {"space_id": meeting.space_id, "invitation_id": place.id}
            for kind, seen_by, words in profile:
                need = factories.need(person, kind, seen_by, words=words)
                db.session.add(InvitationNeed(need_id=need.id, **of))
            for kind, words in told:
                db.session.add(InvitationNeed(kind=kind, words=words, **of))

    return give


@pytest.fixture
def looks(app) -> Callable[[], list[tuple[int, int]]]:
    """`looks()` gives who looked at whose needs, in order."""

    def found() -> list[tuple[int, int]]:
        with app.app_context():
            rows = db.session.scalars(
                select(audit.AuditEvent)
                .where(audit.AuditEvent.event == audit.Event.NEEDS_SEEN)
                .order_by(audit.AuditEvent.number)
            )
            return [(row.actor_id, row.subject_id) for row in rows]

    return found
