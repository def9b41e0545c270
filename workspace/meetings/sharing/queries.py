"""Reading what an item holds, to say who may read it; and the condition by which lists leave out what is kept close."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.notes.models import Decision, Note
from workspace.spaces.models import Sharing


def open_to(
    person: db.Bound,
    space: db.Bound,
    meeting_id: InstrumentedAttribute[Any],
    *shared_as: InstrumentedAttribute[Any],
    or_own: ColumnElement[bool] | None = None,
    or_kept: ColumnElement[bool] | None = None,
) -> ColumnElement[bool]:
    """Return the condition that somebody who belongs to the space and takes no notes in it may read a row of a list:
    what access.in_its_circle says of one thing, for rows of which each is shared as its item, and perhaps closer.

    `person` and `space` are their numbers. `meeting_id` is where the row comes from; `shared_as` are its relationships
    to whatever has a level: where there is nothing, or no level, that keeps nothing back. `or_own` opens a row to
    somebody for another reason.
    """
    kept = [held.has(held.property.mapper.class_.sharing == Sharing.GROUP) for held in shared_as]
    kept += [] if or_kept is None else [or_kept]
    mine = select(Invitation.meeting_id).where(Invitation.space_id == space, Invitation.person_id == person)
    others = [meeting_id.in_(mine)] if or_own is None else [or_own, meeting_id.in_(mine)]
    return or_(*others, not_(or_(*kept)))


def note_at(item: AgendaItem) -> Note | None:
    """Return the note of the item."""
    return db.session.scalar(select(Note).where(Note.item_id == item.id))


def decisions_at(item: AgendaItem) -> Sequence[Decision]:
    """Return the decisions of the item, in their order."""
    return db.session.scalars(select(Decision).where(Decision.item_id == item.id).order_by(Decision.number)).all()
