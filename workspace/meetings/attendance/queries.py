"""Reading who was there."""

from sqlalchemy.orm.attributes import set_committed_value

from workspace.meetings.invitations.models import Invitation
from workspace.meetings.queries import meeting as load_meeting


def place(slug: str, meeting_id: int, person_id: int) -> Invitation | None:
    """Return somebody's place at a meeting, with the meeting, its agenda and everybody who is invited."""
    meeting = load_meeting(slug, meeting_id)
    found = next((one for one in meeting.invitations if one.person_id == person_id), None) if meeting else None
    if found is not None:
        set_committed_value(found, "meeting", meeting)
    return found
