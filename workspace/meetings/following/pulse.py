"""The number of a room: it grows with each change that those who follow the meeting can see.

A listener sees to it and not each verb, so that none can forget. A pause that somebody asks for in private moves a
number of its own: a page that suddenly had news, without any to show, would tell everybody that there was something.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, event, exists, update
from sqlalchemy.orm import Session

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.heard.models import Heard
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.models import Decision, Note
from workspace.meetings.turns.models import Card, CardKind, Turn

SEEN_BY_ALL = (AgendaItem, Invitation, Decision, Turn, Card, Heard)
MEETING, ITEM = Meeting.__table__, AgendaItem.__table__


@event.listens_for(db.InstallationSession, "before_flush")
def move(session: Session, _context: Any, _instances: Any) -> None:
    """Move the numbers of the meetings whose rows are about to be written."""
    changed = [*session.new, *session.deleted, *(row for row in session.dirty if session.is_modified(row))]
    for number in {row.id for row in changed if isinstance(row, Meeting) and row.id}:
        _add_one(session, "room_number", MEETING.c.id == number)
    # Before a meeting nobody follows it, and its verbs lock rows in another order: they do not touch it here.
    for number in _meetings(row for row in changed if isinstance(row, SEEN_BY_ALL) and not _in_private(row)):
        _add_one(session, "room_number", MEETING.c.id == number, _happening())
    for number in _meetings(row for row in changed if _in_private(row)):
        _add_one(session, "private_number", MEETING.c.id == number, _happening())
    for note in (row for row in changed if isinstance(row, Note)):
        shown = exists().where(ITEM.c.id == note.item_id, ITEM.c.notes_shown)
        _add_one(session, "room_number", MEETING.c.id == note.meeting_id, _happening(), shown)


def _meetings(rows: Iterable[Any]) -> list[int]:
    return sorted({row.meeting_id for row in rows})


def _in_private(row: Any) -> bool:
    return isinstance(row, Card) and row.kind is CardKind.PAUSE


def _happening() -> Any:
    return MEETING.c.state == MeetingState.HAPPENING


def _add_one(session: Session, column: str, *where: Any) -> None:
    assert isinstance(MEETING, Table)  # noqa: S101  (for the type checker)
    session.connection().execute(update(MEETING).where(*where).values({column: MEETING.c[column] + 1}))
