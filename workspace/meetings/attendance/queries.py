"""Reading interests."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workspace import db
from workspace.meetings.attendance.models import Interest
from workspace.meetings.models import Meeting


def interests(meeting: Meeting) -> Sequence[Interest]:
    """Return the interests that were declared for items of the meeting, with their people: one query."""
    return db.session.scalars(
        select(Interest)
        .where(Interest.meeting_id == meeting.id)
        .options(joinedload(Interest.person))
        .order_by(Interest.id)
    ).all()
