"""Reading what a meeting has missed."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workspace import db
from workspace.meetings.closing.models import Missed
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.queries import in_meeting
from workspace.meetings.queries import meeting as load_meeting


def missed(slug: str, meeting_id: int, missed_id: int) -> Missed | None:
    """Return an answer of this meeting, with the meeting, its space and everybody who is invited."""
    return in_meeting(Missed, slug, meeting_id, missed_id, joinedload(Missed.went_to))


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
