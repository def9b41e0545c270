"""Reading what people sent back."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workspace import db
from workspace.meetings.invitations.models import Invitation, InvitationNeed
from workspace.meetings.models import Meeting
from workspace.meetings.received.models import ReceivedMail, Why
from workspace.people.models import Person
from workspace.spaces.models import Space


def taken_in(digest: str) -> bool:
    """Say whether this very message came before."""
    return bool(db.session.scalar(select(exists().where(ReceivedMail.digest == digest))))


def place_of(meeting_id: int, person_id: int) -> Invitation | None:
    """Return somebody's place, with all that an answer to it looks at; None when it was taken back."""
    return db.session.scalar(
        select(Invitation)
        .where(Invitation.meeting_id == meeting_id, Invitation.person_id == person_id)
        .options(
            joinedload(Invitation.meeting).joinedload(Meeting.space),
            joinedload(Invitation.person).selectinload(Person.memberships),
            selectinload(Invitation.needs).joinedload(InvitationNeed.need),
        )
    )


def to_read(meeting: Meeting) -> Sequence[ReceivedMail]:
    """Return what people wrote about a meeting: what nobody has dealt with first, then the newest."""
    return db.session.scalars(
        select(ReceivedMail)
        .where(ReceivedMail.meeting_id == meeting.id, ReceivedMail.why != Why.ANSWERED)
        .options(joinedload(ReceivedMail.person), joinedload(ReceivedMail.read_by))
        .order_by(ReceivedMail.read_at.is_not(None), ReceivedMail.received_at.desc(), ReceivedMail.id.desc())
    ).all()


def unread(meeting: Meeting) -> int:
    """Return how many messages about a meeting nobody has dealt with."""
    waiting = (ReceivedMail.meeting_id == meeting.id, ReceivedMail.why != Why.ANSWERED, ReceivedMail.read_at.is_(None))
    return db.session.scalar(select(func.count(ReceivedMail.id)).where(*waiting)) or 0


def received(slug: str, meeting_id: int, received_id: int) -> ReceivedMail | None:
    """Return one message about this meeting."""
    return db.session.scalar(
        select(ReceivedMail)
        .join(ReceivedMail.meeting)
        .join(Meeting.space)
        .where(Space.slug == slug, Meeting.id == meeting_id, ReceivedMail.id == received_id)
        .options(contains_eager(ReceivedMail.meeting).contains_eager(Meeting.space), joinedload(ReceivedMail.person))
    )
