"""Reading items of an agenda."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import contains_eager
from sqlalchemy.orm.attributes import set_committed_value

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting, MeetingState
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


def difficult_items(meeting: Meeting) -> Sequence[AgendaItem]:
    """Return the items of a meeting that may be hard to talk about, in order: one query."""
    here = (AgendaItem.space_id == meeting.space_id, AgendaItem.meeting_id == meeting.id)
    chosen = select(AgendaItem).where(*here, AgendaItem.is_difficult, AgendaItem.removed_at.is_(None))
    return db.session.scalars(chosen.order_by(AgendaItem.position)).all()


def last_agenda(meeting: Meeting) -> Sequence[AgendaItem]:
    """Return the agenda of the space's last meeting before this one that had one, without what came from elsewhere."""
    on_it = AgendaItem.removed_at.is_(None), AgendaItem.came_from.is_(None)
    last = (
        select(Meeting.id)
        .where(
            Meeting.space_id == meeting.space_id,
            Meeting.id != meeting.id,
            Meeting.starts_at < meeting.starts_at,
            Meeting.state != MeetingState.CANCELLED,
            exists().where(AgendaItem.meeting_id == Meeting.id, *on_it),
        )
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return db.session.scalars(
        select(AgendaItem).where(AgendaItem.meeting_id == last, *on_it).order_by(AgendaItem.position)
    ).all()


def as_kept(item: AgendaItem) -> dict[str, Any]:
    """Return what is copied of an item, as it is kept: names in it stay references."""
    return {name: getattr(item, name) for name in ("kind", "title", "minutes", "led_by", "details", "content_note")}


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
