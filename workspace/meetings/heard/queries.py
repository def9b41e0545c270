"""Reading what was heard."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.heard.models import Heard, HeardState
from workspace.meetings.models import Meeting
from workspace.meetings.queries import in_meeting


def heard(slug: str, meeting_id: int, heard_id: int) -> Heard | None:
    """Return a line of this meeting with its readings, its item and speaker, and the meeting with its invitations."""
    return in_meeting(
        Heard,
        slug,
        meeting_id,
        heard_id,
        joinedload(Heard.item),
        joinedload(Heard.speaker),
        selectinload(Heard.readings),
    )


def heard_at(item: AgendaItem) -> Sequence[Heard]:
    """Return what was heard at an item, with who said it, in the order in which it was written down."""
    lines = select(Heard).where(Heard.item_id == item.id).order_by(Heard.id)
    return db.session.scalars(lines.options(joinedload(Heard.speaker))).all()


def to_read_back(meeting: Meeting) -> Mapping[int, Sequence[Heard]]:
    """Return the lines that wait for their speaker's yes, by the number of the speaker: one query."""
    waiting = select(Heard).where(Heard.meeting_id == meeting.id, Heard.state == HeardState.TO_READ_BACK)
    found: dict[int, list[Heard]] = {}
    for line in db.session.scalars(waiting.where(Heard.speaker_id.is_not(None)).order_by(Heard.id)):
        found.setdefault(line.speaker_id or 0, []).append(line)
    return found
