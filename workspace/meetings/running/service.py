"""What people do while a meeting runs: open it, introduce themselves, go from item to item."""

from flask_babel import gettext as _
from sqlalchemy import select

from workspace import audit, db
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.agenda.models import AgendaItem, ItemState
from workspace.meetings.invitations.models import Introduction, Invitation, TurnAt
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.service import hold
from workspace.people.models import Person


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


def take_turn(place: Invitation, *, actor: Person, turn: TurnAt) -> None:
    """Put somebody before all who wait for their turn in the introductions, or after everybody. Recorded.

    Who was skipped waits again. Refused: a meeting that is over or cancelled.
    """
    meeting = place.meeting
    hold(meeting)
    if not meeting.can_be_changed:
        raise DomainError(_("This meeting is over, so the order stays as it was"))
    stands = select(Invitation.id, Invitation.introduction).where(
        Invitation.meeting_id == meeting.id, Invitation.id != place.id
    )
    others = db.session.execute(stands.order_by(Invitation.position, Invitation.id)).all()
    waiting = (n for n, one in enumerate(others) if one.introduction is Introduction.WAITING)
    ids = [one.id for one in others]
    ids.insert(next(waiting, len(ids)) if turn is TurnAt.NEXT else len(ids), place.id)
    places = {one.id: one for one in meeting.invitations}
    for position, number in enumerate(ids, 1):
        if number in places:  # whoever was added this very moment keeps the last turn
            places[number].position = position
    place.introduction = Introduction.WAITING
    audit.record(actor, Event.INTRODUCED, place, {"turn": turn}, subject=place.person)


def go_to(item: AgendaItem, *, actor: Person) -> None:
    """Make this the item that the meeting is at; the one before it is done. Recorded.

    Said twice, it is done once. Refused: a meeting that is not happening.
    """
    hold(item.meeting)
    refuse_idle(item.meeting)
    if _now(item.meeting) != [item]:
        finish_items(item.meeting)
        item.state = ItemState.NOW
        audit.record(actor, Event.AGENDA_CHANGED, item, {"state": item.state})


def _now(meeting: Meeting) -> list[AgendaItem]:
    at = (AgendaItem.meeting_id == meeting.id, AgendaItem.state == ItemState.NOW)
    return list(db.session.scalars(select(AgendaItem).where(*at).execution_options(populate_existing=True)))


def finish_items(meeting: Meeting) -> None:
    """Have the item that the meeting is at be done."""
    for item in _now(meeting):
        item.state = ItemState.DONE


def refuse_idle(meeting: Meeting) -> None:
    """Refuse, in words for whoever asks, to change what goes on at a meeting that is not happening."""
    if meeting.state is not MeetingState.HAPPENING:
        raise DomainError(_("This meeting is not happening now, so nothing was changed"))
