"""Reading the actions that are brought up to date together."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from workspace import db
from workspace.actions.models import Task
from workspace.actions.queries import by_day, whole
from workspace.meetings.models import Meeting
from workspace.spaces.models import Space

MOST_MEETINGS = 30  # to choose from, the newest first


def tasks_to_update(space: Space, numbers: Collection[int]) -> Sequence[Task]:
    """Return these actions of the space, with all that their verbs need, the earliest day first."""
    here = whole().where(Task.space_id == space.id, Task.id.in_(numbers))
    return db.session.scalars(here.order_by(*by_day)).all()


def meetings_with_actions(space: Space) -> Sequence[Meeting]:
    """Return the newest meetings of the space that wrote actions down."""
    wrote = select(Task.id).where(Task.meeting_id == Meeting.id).exists()
    newest = select(Meeting).where(Meeting.space_id == space.id, wrote).order_by(Meeting.starts_at.desc(), Meeting.id)
    return db.session.scalars(newest.limit(MOST_MEETINGS)).all()
