"""Showing the notes of an item to everybody while they are written, and accepting the group agreement."""

from collections.abc import Iterable

from workspace import audit, db
from workspace.audit import Event
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.notes.service import hold
from workspace.meetings.running.service import refuse_idle
from workspace.people.models import Person
from workspace.spaces.agreement.models import Agreement


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


def accept(meeting: Meeting, agreement: Agreement, *, actor: Person, places: Iterable[Invitation]) -> int:
    """Note that these people accept this version of the group agreement for the meeting. Recorded for each of them.

    Return how many had not before. Refused: a meeting that is not happening.
    """
    hold(meeting)
    refuse_idle(meeting)
    count = 0
    for place in places:
        if place.agreement_id == agreement.id:
            continue
        place.agreement_id = agreement.id
        audit.record(actor, Event.AGREEMENT_ACCEPTED, place, {"number": agreement.number}, subject=place.person)
        count += 1
    return count
