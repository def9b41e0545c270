"""Writing down who was there, and what interests people declare."""

from collections.abc import Iterable

from flask_babel import gettext as _

from workspace import audit, db
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.agenda.models import AgendaItem, ItemState
from workspace.meetings.invitations.models import PRESENT, Answer, Attended, Introduction, Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.notes.service import RUNS_OR_RAN, hold
from workspace.people.models import Person
from workspace.people.names import to_references

BY_ANSWER = {Answer.ONLINE: Attended.ONLINE, Answer.PHONE: Attended.PHONE}


def attend(
    place: Invitation, *, actor: Person, attended: Attended, came_at_id: int | None, left_at_id: int | None
) -> None:
    """Write down how somebody was there: from which item, to which. Recorded.

    Who came later than the start and has not introduced themselves comes last in the introductions.
    Refused: items in the wrong order; a meeting that has not begun; notes that are published.
    """
    _hold_open(place.meeting)
    numbers = {item.id: number for number, item in enumerate(place.meeting.items, 1)}
    present = attended in PRESENT
    came, left = (numbers.get(number or 0, 0) if present else 0 for number in (came_at_id, left_at_id))
    if left and left < came:
        raise DomainError(_("Nobody leaves before they come. Choose a later item"), "left_at")
    place.came_at_id, place.left_at_id = came_at_id if came else None, left_at_id if left else None
    late = came and place.introduction is Introduction.WAITING and not place.was_present
    place.attended, place.attended_at = attended, db.now()
    if late:
        place.position = max(one.position for one in place.meeting.invitations) + 1
    audit.record(actor, Event.ATTENDED, place, {"attended": attended}, subject=place.person)


def came(place: Invitation, *, actor: Person) -> None:
    """Write down that somebody is here now: from the start while the first item lasts, else from this item on."""
    now = _now(place.meeting)
    first = now is None or now is place.meeting.items[0]
    way = BY_ANSWER.get(place.answer, Attended.IN_ROOM) if place.answer else Attended.IN_ROOM
    attend(place, actor=actor, attended=way, came_at_id=None if first or now is None else now.id, left_at_id=None)


def left(place: Invitation, *, actor: Person) -> None:
    """Write down that somebody has left, at the item that the meeting is at."""
    now = _now(place.meeting)
    how = place.attended if place.was_present and place.attended else Attended.IN_ROOM
    attend(place, actor=actor, attended=how, came_at_id=place.came_at_id, left_at_id=now.id if now else None)


def everybody_came(meeting: Meeting, *, actor: Person) -> int:
    """Write down that all who said they would come are here; what is written down stays. Return how many."""
    _hold_open(meeting)
    coming = [place for place in meeting.invitations if place.attended is None and place.is_coming]
    for place in coming:
        came(place, actor=actor)
    return len(coming)


def declare(item: AgendaItem, *, actor: Person, place: Invitation, words: str) -> None:
    """Write down an interest that somebody has in an item, in place of what they declared before; without words it is
    taken back. Recorded, without the words. Refused: notes that are published, a meeting that was cancelled."""
    meeting = item.meeting
    hold(meeting)
    _refuse_published(meeting)
    db.session.refresh(item, ["interests"])
    own = f"{{person:{place.person_id}}}: "
    lines = [line for line in item.interests.splitlines() if not line.startswith(own)]
    if words:
        lines.append(own + to_references(words, _people(meeting.invitations)))
    item.interests = "\n".join(lines)
    audit.record(actor, Event.INTEREST_DECLARED, item, {"declared": bool(words)}, subject=place.person)


def _people(places: Iterable[Invitation]) -> list[Person]:
    return [place.person for place in places]


def _now(meeting: Meeting) -> AgendaItem | None:
    return next((item for item in meeting.items if item.state is ItemState.NOW), None)


def _hold_open(meeting: Meeting) -> None:
    hold(meeting)
    _refuse_published(meeting)
    if meeting.state not in RUNS_OR_RAN:
        raise DomainError(_("Start the meeting first, then write down who is there"))


def _refuse_published(meeting: Meeting) -> None:
    if meeting.notes_published_at:
        raise DomainError(_("The notes are published, so this stays as it is"))
