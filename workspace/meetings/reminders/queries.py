"""Reading what reminders are about."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, selectinload

from workspace import db
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.spaces.models import Space


def meeting_to_remind_of(meeting_id: int) -> Meeting | None:
    """Return the meeting with its space and its venue, and everybody who is invited."""
    return db.session.get(
        Meeting,
        meeting_id,
        options=[
            joinedload(Meeting.space),
            joinedload(Meeting.venue),
            selectinload(Meeting.invitations).joinedload(Invitation.person),
        ],
    )


def meetings_to_come(space: Space) -> Sequence[Meeting]:
    """Return the space's meetings to which people are invited, and which have not begun."""
    return db.session.scalars(
        select(Meeting)
        .where(
            Meeting.space_id == space.id,
            Meeting.state == MeetingState.PLANNED,
            Meeting.starts_at > db.now(),
            exists().where(Invitation.meeting_id == Meeting.id),
        )
        .options(joinedload(Meeting.space))
    ).all()
