"""Choosing how one is introduced."""

from flask_babel import gettext as _

from workspace import audit
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.notes.service import hold
from workspace.people.models import Person


def introduce_with(place: Invitation, *, actor: Person, words: str, read_by_id: int | None) -> None:
    """Keep what somebody says about themselves at this meeting, and who reads it for them. Recorded, without the words.

    Without words, those of the profile are shown. Refused: a meeting that is over or cancelled.
    """
    hold(place.meeting)
    if not place.meeting.can_be_changed:
        raise DomainError(_("This meeting is over. What you wrote is still below"))
    place.own_introduction, place.read_by_id = words, read_by_id
    audit.record(actor, Event.INTRODUCTION_CHANGED, place, {"read_by": read_by_id}, subject=place.person)
