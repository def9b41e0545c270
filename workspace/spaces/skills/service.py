"""What a member does with what they offer: say it, change it, take it away."""

from workspace import audit
from workspace.audit import Event
from workspace.spaces.models import Membership


def offer(membership: Membership, *, skills: str) -> None:
    """Keep what somebody can offer the group, in place of what they said before; an empty text takes it away.

    Recorded, without the words.
    """
    if skills != membership.skills:
        membership.skills = skills
        audit.record(membership.person, Event.SKILLS_CHANGED, membership, subject=membership.person)
