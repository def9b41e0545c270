"""Keeping what is searched in step with what is published, and with the papers."""

from typing import Any

from sqlalchemy import delete, exists, select

from workspace import db, upkeep
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import Meeting
from workspace.meetings.notes.models import Decision, Note
from workspace.meetings.notes.queries import decisions, meeting_to_send, names_in_notes, notes
from workspace.meetings.papers.models import Paper
from workspace.meetings.search.models import SearchEntry
from workspace.meetings.search.plain import words_to_keep

MOST_A_DAY = 500  # meetings, and papers, that the day's work makes ready for searching


def make_findable(meeting: Meeting) -> None:
    """Make the meeting's published notes and decisions ready for searching, in place of what was ready before.

    Promised: whoever asked not to be named in the notes is not found in them by name.
    """
    here = (SearchEntry.space_id == meeting.space_id, SearchEntry.meeting_id == meeting.id)
    db.session.execute(delete(SearchEntry).where(*here, SearchEntry.paper_id.is_(None)))
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


def make_paper_findable(paper: Paper, meeting: Meeting) -> None:
    """Make a paper ready for searching by its title and by what it means for people, in place of what was ready."""
    here = (SearchEntry.space_id == paper.space_id, SearchEntry.meeting_id == paper.meeting_id)
    db.session.execute(delete(SearchEntry).where(*here, SearchEntry.paper_id == paper.id))
    of = {"space_id": paper.space_id, "meeting_id": paper.meeting_id, "item_id": paper.item_id, "paper_id": paper.id}
    words = words_to_keep(paper.space_id, f"{paper.title}\n{paper.means}", {})
    db.session.add(SearchEntry(held_at=meeting.starts_at, words=words, **of))


@upkeep.every_day
def _catch_up() -> None:
    """Make findable what was there before it could be searched, and put papers at the day to which their meeting was
    moved."""
    moved = SearchEntry.paper_id.is_not(None) & (SearchEntry.held_at != Meeting.starts_at)
    behind = SearchEntry.id.is_(None) | moved
    papers = select(Paper, Meeting).join(Paper.meeting).outerjoin(SearchEntry, SearchEntry.paper_id == Paper.id)
    for paper, meeting in db.session.execute(papers.where(behind).limit(MOST_A_DAY)).all():
        make_paper_findable(paper, meeting)
    written = exists().where(Note.meeting_id == Meeting.id, Note.text != "")
    decided = exists().where(Decision.meeting_id == Meeting.id)
    ready = exists().where(SearchEntry.meeting_id == Meeting.id, SearchEntry.paper_id.is_(None))
    waiting = select(Meeting.id).where(Meeting.notes_published_at.is_not(None), written | decided, ~ready)
    for number in db.session.scalars(waiting.limit(MOST_A_DAY)).all():
        make_findable(meeting_to_send(number))
