"""Reading what a meeting has missed."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.meetings.closing.models import Missed
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.queries import meeting as load_meeting
from workspace.spaces.models import Space


def missed(slug: str, meeting_id: int, missed_id: int) -> Missed | None:
    """Return an answer of this meeting, with the meeting, its space and everybody who is invited."""
    whole = contains_eager(Missed.meeting)
    return db.session.scalar(
        select(Missed)
        .join(Missed.meeting)
        .join(Meeting.space)
        .where(Space.slug == slug, Meeting.id == meeting_id, Missed.id == missed_id)
        .options(
            whole.contains_eager(Meeting.space),
            whole.selectinload(Meeting.invitations).joinedload(Invitation.person),
            joinedload(Missed.went_to),
        )
    )


def answers(meeting: Meeting) -> Sequence[Missed]:
    """Return who and what the meeting has missed, in the order in which it was said: one query."""
    return db.session.scalars(
        select(Missed).where(Missed.meeting_id == meeting.id).order_by(Missed.id).options(joinedload(Missed.went_to))
    ).all()


def next_meeting(meeting: Meeting) -> Meeting | None:
    """Return the next meeting of the space that is planned, whole, as a page of its own would load it."""
    after = (Meeting.space_id == meeting.space_id, Meeting.starts_at > meeting.starts_at)
    soonest = select(Meeting.id).where(*after, Meeting.state == MeetingState.PLANNED, Meeting.ends_at > db.now())
    number = db.session.scalar(soonest.order_by(Meeting.starts_at, Meeting.id).limit(1))
    return load_meeting(meeting.space.slug, number) if number else None
