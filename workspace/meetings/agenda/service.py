"""What organisers do with an agenda. Places are counted from 1, without gaps, whatever happens at the same moment."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from workspace import audit, db
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.agenda.models import AgendaItem, ItemState, Source
from workspace.meetings.agenda.queries import all_items
from workspace.meetings.models import CHANGING, Meeting, MeetingState
from workspace.meetings.queries import people_to_name
from workspace.people.models import Person
from workspace.people.names import to_references

MAY_NAME = ("led_by", "details")  # of an item: texts in which names are kept as references


def add(meeting: Meeting, *, actor: Person, facts: dict[str, Any], source: Source | None = None) -> AgendaItem:
    """Put an item at the end of the agenda, shared as its meeting unless said otherwise. Recorded.

    Refused: a meeting that is finished or cancelled.

    What has a `source` is on an agenda once: put there again it stays as it is, and if it was removed it is put back.
    """
    items = _items_to_change(meeting)
    if source and (known := _from(meeting, source)):
        put_back(known, actor=actor)
        return known
    here = {"space_id": meeting.space_id, "meeting_id": meeting.id, "position": len(items) + 1}
    kept = {"sharing": meeting.sharing} | _kept(meeting, facts)
    item = AgendaItem(**here, **kept, **(asdict(source) if source else {}))
    db.session.add(item)
    db.session.flush()
    _record(actor, meeting, item, "added")
    return item


def fill(meeting: Meeting, *, actor: Person, rows: Sequence[dict[str, Any]]) -> int:
    """Put these items, as they are kept, on an empty agenda, and return how many they are. Recorded.

    Refused: an agenda that has items by now, also those of the same form sent twice; a meeting that is over.
    """
    if not rows:
        raise DomainError(_("There is no earlier agenda to copy"), "pattern")
    if _items_to_change(meeting):
        raise DomainError(_("There are items on this agenda already, so none were added"))
    here = {"space_id": meeting.space_id, "meeting_id": meeting.id}
    shared = {"sharing": meeting.sharing}
    items = [AgendaItem(**here, position=place, **shared | row) for place, row in enumerate(rows, 1)]
    db.session.add_all(items)
    db.session.flush()
    for item in items:
        _record(actor, meeting, item, "added")
    return len(items)


def change(item: AgendaItem, *, actor: Person, facts: dict[str, Any]) -> None:
    """Change what is said of an item. Recorded.

    Refused: an item that was removed; a meeting that is over; no content note for an item that may be hard.
    """
    _items_to_change(item.meeting)
    _refuse_removed(item)
    if item.is_difficult and not facts["content_note"]:
        raise DomainError(_("This may be hard to talk about: write what people should know before"), "content_note")
    for name, value in _kept(item.meeting, facts).items():
        setattr(item, name, value)
    _record(actor, item.meeting, item, "changed")


def mark_difficult(
    item: AgendaItem, *, actor: Person, content_note: str = "", minutes: int = 0, difficult: bool = True
) -> None:
    """Say that an item may be hard to talk about, with what people should know and more minutes, or that it is like any
    other: then both stay as they are. Recorded. Refused: an item that was removed; a meeting that is over."""
    _items_to_change(item.meeting)
    _refuse_removed(item)
    item.is_difficult = difficult
    if difficult:
        item.content_note, item.minutes = content_note, minutes
    _record(actor, item.meeting, item, "changed")


def move(item: AgendaItem, *, actor: Person, to: str) -> None:
    """Move an item "up", "down", or to a place counted from 1; past either end it stays at that end. Recorded.

    Refused: an item that somebody removed meanwhile; a meeting that is over.
    """
    items = _items_to_change(item.meeting)
    _refuse_removed(item)
    at = items.index(item)
    place = {"up": at - 1, "down": at + 1}[to] if to in {"up", "down"} else int(to) - 1
    items.remove(item)
    items.insert(max(0, place), item)
    _number(items)
    _record(actor, item.meeting, item, "moved", place=item.position)


def remove(item: AgendaItem, *, actor: Person) -> None:
    """Take an item off the agenda. It can be put back, with all that was written. Recorded.

    Refused: a meeting that is over; the item that it is at. Done twice, it changes nothing.
    """
    items = _items_to_change(item.meeting)
    if item.removed_at:
        return
    if item.state is ItemState.NOW:
        words = _("The meeting is at “%(title)s” now. Go to another item first, then remove it", title=item.title)
        raise DomainError(words)
    items.remove(item)
    item.removed_at = db.now()
    _number(items)
    _record(actor, item.meeting, item, "removed")


def put_back(item: AgendaItem, *, actor: Person) -> None:
    """Put an item that was removed back where it was. Recorded. Refused: a meeting that is over."""
    items = _items_to_change(item.meeting)
    if not item.removed_at:
        return
    item.removed_at = None
    items.insert(item.position - 1, item)
    _number(items)
    _record(actor, item.meeting, item, "put back", place=item.position)


def _items_to_change(meeting: Meeting) -> list[AgendaItem]:
    """Return the items on the agenda as they are now. Until the transaction ends nobody else can change them."""
    here = (Meeting.id == meeting.id, Meeting.space_id == meeting.space_id)
    if db.session.scalar(select(Meeting.state).where(*here).with_for_update()) not in CHANGING:
        raise DomainError(_("This meeting is finished or cancelled, so its agenda stays as it was"))
    return [item for item in all_items(meeting) if not item.removed_at]


def _from(meeting: Meeting, source: Source) -> AgendaItem | None:
    same = (source.came_from, source.came_from_id)
    return next((item for item in all_items(meeting) if (item.came_from, item.came_from_id) == same), None)


def _refuse_removed(item: AgendaItem) -> None:
    if item.removed_at:
        words = _("“%(title)s” was removed from the agenda meanwhile. Put it back first", title=item.title)
        raise DomainError(words)


def _number(items: Sequence[AgendaItem]) -> None:
    for place, item in enumerate(items, 1):
        item.position = place


def _kept(meeting: Meeting, facts: dict[str, Any]) -> dict[str, Any]:
    texts = {name: facts.get(name, "") for name in MAY_NAME}
    people = people_to_name(meeting.space_id) if any(texts.values()) else []
    return facts | {name: to_references(text, people) for name, text in texts.items()}


def _record(actor: Person, meeting: Meeting, item: AgendaItem, what: str, **more: int) -> None:
    if meeting.state is MeetingState.PLANNED:  # what is changed at the meeting, is changed together
        meeting.agenda_changed_at = db.now()
    audit.record(actor, Event.AGENDA_CHANGED, item, {"what": what, **more})
