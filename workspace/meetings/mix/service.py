"""What organisers do with the mix of people: say whom a meeting hopes for."""

from workspace import audit
from workspace.audit import Event
from workspace.meetings.invitations.service import refuse_ended
from workspace.meetings.models import Meeting
from workspace.people.models import Person


def hope_for(meeting: Meeting, *, actor: Person, mix: str) -> None:
    """Keep which mix of people a meeting hopes for. Recorded, without the words. Refused once it is over."""
    refuse_ended(meeting)
    if mix != meeting.mix:
        meeting.mix = mix
        audit.record(actor, Event.MEETING_CHANGED, meeting, {"fields": ["mix"]})
