"""Reading when the group looks at an action that waits for it, and who may call it finished."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from workspace import db
from workspace.actions.models import ActionState, Task
from workspace.meetings.models import CHANGING, Meeting
from workspace.people.models import Person
from workspace.roles import NOTE_TAKERS
from workspace.spaces.queries import people_with_role


@dataclass(frozen=True)
class Settling:
    """The meeting at which the group looks at an action, if one is planned, and who may call it finished: whoever
    raised it with their name, and those who take notes; nobody of them for what they did themselves."""

    meeting: Meeting | None
    raiser: Person | None
    people: Sequence[Person]


def settling(task: Task) -> Settling | None:
    """Return who settles an action, and when; nothing while it does not wait for the group: three queries at most.
    Needs what `task` loads."""
    if not task.waits_for_the_group and task.state is not ActionState.TO_BE_AGREED:
        return None
    takers = [one for one in people_with_role(task.space_id, NOTE_TAKERS) if one.id != task.owner_id]
    open_raiser = None if task.raised_privately or task.raised_by_id == task.owner_id else task.raised_by
    return Settling(_comes_up_at(task), open_raiser, takers)


def _comes_up_at(task: Task) -> Meeting | None:
    """Return the next meeting after its own. What comes from no meeting comes up at none by itself."""
    if task.meeting is None:
        return None
    here = (Meeting.space_id == task.space_id, Meeting.id != task.meeting_id, Meeting.state.in_(CHANGING))
    later = (Meeting.starts_at > task.meeting.starts_at, Meeting.ends_at > db.now())
    return db.session.scalar(
        select(Meeting)
        .where(*here, *later)
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(1)
        .options(joinedload(Meeting.space), selectinload(Meeting.invitations))
    )
