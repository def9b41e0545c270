"""Reading items of an agenda."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager
from sqlalchemy.orm.attributes import set_committed_value

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.spaces.models import Space


def item(slug: str, meeting_id: int, item_id: int) -> AgendaItem | None:
    """Return an item of this meeting, removed or not, with the meeting's agenda, space and invitations."""
    whole = contains_eager(AgendaItem.meeting)
    return db.session.scalar(
        select(AgendaItem)
        .join(AgendaItem.meeting)
        .join(Meeting.space)
        .where(Space.slug == slug, Meeting.id == meeting_id, AgendaItem.id == item_id)
        .options(
            whole.contains_eager(Meeting.space),
            whole.selectinload(Meeting.items),
            whole.selectinload(Meeting.invitations).joinedload(Invitation.person),
        )
    )


def all_items(meeting: Meeting) -> Sequence[AgendaItem]:
    """Return every item of the meeting as it is now, in order; one that was removed stands where it was."""
    items = db.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting.id)
        .order_by(AgendaItem.position, AgendaItem.removed_at.is_(None), AgendaItem.id)
        .execution_options(populate_existing=True)
    ).all()
    for one in items:
        set_committed_value(one, "meeting", meeting)  # reading them anew has emptied it
    return items
