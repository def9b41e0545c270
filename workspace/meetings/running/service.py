"""What people do while a meeting runs: open it, introduce themselves, go from item to item, close it."""

from flask_babel import gettext as _
from sqlalchemy import select

from workspace import audit, db, i18n
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.agenda.models import AgendaItem, ItemState
from workspace.meetings.feedback.service import ask_how_it_was
from workspace.meetings.invitations.models import Introduction, Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.service import hold
from workspace.meetings.running.queries import closed_by
from workspace.people.models import Person
from workspace.people.names import to_references


def open_meeting(meeting: Meeting, *, actor: Person) -> None:
    """Start the meeting: from planned to happening. Recorded. A meeting that is happening stays as it is.

    Refused: a meeting that is closed or cancelled.
    """
    hold(meeting)
    if meeting.state is MeetingState.HAPPENING:
        return
    if meeting.state is not MeetingState.PLANNED:
        raise DomainError(_("This meeting is over or was cancelled, so it cannot be started"))
    meeting.state, meeting.opened_at = MeetingState.HAPPENING, db.now()
    audit.record(actor, Event.MEETING_OPENED, meeting, {"state": meeting.state})


def introduce(place: Invitation, *, actor: Person, state: Introduction) -> None:
    """Note that somebody has introduced themselves, was skipped for now, or is next after all. Recorded.

    Said twice, it is done once. Refused: a meeting that is not happening.
    """
    hold(place.meeting)
    refuse_idle(place.meeting)
    db.session.refresh(place, ["introduction"])
    if place.introduction is state:
        return
    place.introduction = state
    audit.record(actor, Event.INTRODUCED, place, {"introduction": state}, subject=place.person)


def go_to(item: AgendaItem, *, actor: Person) -> None:
    """Make this the item that the meeting is at; the one before it is done. Recorded.

    Said twice, it is done once. Refused: a meeting that is not happening.
    """
    hold(item.meeting)
    refuse_idle(item.meeting)
    if _now(item.meeting) != [item]:
        _finish_items(item.meeting)
        item.state = ItemState.NOW
        audit.record(actor, Event.AGENDA_CHANGED, item, {"state": item.state})


def close_meeting(meeting: Meeting, *, actor: Person, missed_who: str, missed_what: str) -> None:
    """Close the meeting with the answers to who and what was missed; the item it was at is done. Recorded.

    Promised: of two who close it at once, one does; the other is told who did, and nothing happens twice. Those who
    were there are asked once how it was.
    Refused: a meeting that is not happening.
    """
    hold(meeting)
    _refuse_closed(meeting)
    refuse_idle(meeting)
    people = [place.person for place in meeting.invitations]
    meeting.missed_who, meeting.missed_what = to_references(missed_who, people), to_references(missed_what, people)
    meeting.state, meeting.closed_at = MeetingState.CLOSED, db.now()
    _finish_items(meeting)
    audit.record(actor, Event.MEETING_CLOSED, meeting, {"state": meeting.state})
    ask_how_it_was(meeting)


def _now(meeting: Meeting) -> list[AgendaItem]:
    at = (AgendaItem.meeting_id == meeting.id, AgendaItem.state == ItemState.NOW)
    return list(db.session.scalars(select(AgendaItem).where(*at).execution_options(populate_existing=True)))


def _finish_items(meeting: Meeting) -> None:
    for item in _now(meeting):
        item.state = ItemState.DONE


def _refuse_closed(meeting: Meeting) -> None:
    if meeting.state is MeetingState.CLOSED and meeting.closed_at:
        who = closed_by(meeting)
        name, time = who.preferred_name if who else _("Somebody"), i18n.clock(meeting.closed_at)
        raise DomainError(_("%(name)s closed this meeting at %(time)s. Nothing was done twice", name=name, time=time))


def refuse_idle(meeting: Meeting) -> None:
    """Refuse, in words for whoever asks, to change what goes on at a meeting that is not happening."""
    if meeting.state is not MeetingState.HAPPENING:
        raise DomainError(_("This meeting is not happening now, so nothing was changed"))
