"""Showing the notes of an item to everybody while they are written."""

from workspace import audit, db
from workspace.audit import Event
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.notes.service import hold
from workspace.meetings.running.service import refuse_idle
from workspace.people.models import Person


def show_notes(item: AgendaItem, *, actor: Person, shown: bool) -> None:
    """Show the notes of an item to everybody who is invited, as they are written, or stop showing them. Recorded.

    Said twice, it is done once. Refused: a meeting that is not happening.
    """
    hold(item.meeting)
    refuse_idle(item.meeting)
    db.session.refresh(item, ["notes_shown"])
    if item.notes_shown is shown:
        return
    item.notes_shown = shown
    audit.record(actor, Event.NOTES_SHOWN, item, {"shown": shown})
