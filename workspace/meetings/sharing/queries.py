"""Reading what an item holds, to say who may read it."""

from collections.abc import Sequence

from sqlalchemy import select

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.notes.models import Decision, Note


def note_at(item: AgendaItem) -> Note | None:
    """Return the note of the item."""
    return db.session.scalar(select(Note).where(Note.item_id == item.id))


def decisions_at(item: AgendaItem) -> Sequence[Decision]:
    """Return the decisions of the item, in their order."""
    return db.session.scalars(select(Decision).where(Decision.item_id == item.id).order_by(Decision.number)).all()
