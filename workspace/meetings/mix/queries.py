"""Reading what is said of who people are."""

from collections.abc import Iterable

from sqlalchemy import select

from workspace import db
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.spaces.models import Membership


def who_they_are(meeting: Meeting) -> list[tuple[str, str]]:
    """Return of each voice that is coming, or that came, what they are in the group and whom they speak for: one
    query."""
    over = meeting.state is MeetingState.CLOSED
    places = [one for one in meeting.invitations if one.is_voice and (one.takes_part if over else one.is_coming)]
    speaks = _speaks_for(meeting.space_id, places)
    return [(one.title, speaks.get(one.person_id, "")) for one in places]


def _speaks_for(space_id: int, places: Iterable[Invitation]) -> dict[int, str]:
    people = [one.person_id for one in places]
    found = select(Membership.person_id, Membership.speaks_for_name).where(
        Membership.space_id == space_id, Membership.person_id.in_(people)
    )
    return {row.person_id: row.speaks_for_name for row in db.session.execute(found)}
