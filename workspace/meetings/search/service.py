"""Keeping what is searched in step with what is published."""

from typing import Any

from sqlalchemy import delete, exists, select

from workspace import db, upkeep
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import Meeting
from workspace.meetings.notes.models import Decision, Note
from workspace.meetings.notes.queries import decisions, meeting_to_send, names_in_notes, notes
from workspace.meetings.search.models import SearchEntry
from workspace.meetings.search.plain import words_to_keep

MOST_A_DAY = 500  # meetings that the day's work makes ready for searching


def make_findable(meeting: Meeting) -> None:
    """Make the meeting's published notes and decisions ready for searching, in place of what was ready before.

    Promised: whoever asked not to be named in the notes is not found in them by name.
    """
    here = (SearchEntry.space_id == meeting.space_id, SearchEntry.meeting_id == meeting.id)
    db.session.execute(delete(SearchEntry).where(*here))
    of_meeting = AgendaItem.meeting_id == meeting.id
    rows: list[tuple[int, str, dict[str, Any]]] = [
        (note.item_id, note.text, {"note_id": note.id}) for note in notes(meeting) if note.text
    ]
    rows += [(row.item_id, row.whole_text, {"decision_id": row.id}) for row in decisions(meeting)]
    items = db.session.execute(select(AgendaItem.id, AgendaItem.title).where(of_meeting))
    titles = {row.id: row.title for row in items}
    named = {} if meeting.without_names else names_in_notes(meeting, [text for _item, text, _of in rows])
    for item_id, text, of in rows:
        of |= {"space_id": meeting.space_id, "meeting_id": meeting.id, "item_id": item_id}
        words = words_to_keep(meeting.space_id, f"{titles.get(item_id, '')}\n{text}", named)
        db.session.add(SearchEntry(held_at=meeting.starts_at, words=words, **of))


@upkeep.every_day
def _catch_up() -> None:
    """Make findable what was published before there was a search."""
    written = exists().where(Note.meeting_id == Meeting.id, Note.text != "")
    decided = exists().where(Decision.meeting_id == Meeting.id)
    ready = exists().where(SearchEntry.meeting_id == Meeting.id)
    waiting = select(Meeting.id).where(Meeting.notes_published_at.is_not(None), written | decided, ~ready)
    for number in db.session.scalars(waiting.limit(MOST_A_DAY)).all():
        make_findable(meeting_to_send(number))
