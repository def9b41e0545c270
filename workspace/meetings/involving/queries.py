"""Reading who a meeting needs."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.meetings.involving.models import Wanted
from workspace.meetings.models import Meeting
from workspace.meetings.queries import in_meeting
from workspace.people.models import Person
from workspace.spaces.models import Membership


def wanted(slug: str, meeting_id: int, wanted_id: int) -> Wanted | None:
    """Return one line of this meeting, with the person, and with everybody who is invited."""
    return in_meeting(Wanted, slug, meeting_id, wanted_id, joinedload(Wanted.person))


def all_wanted(meeting: Meeting) -> Sequence[Wanted]:
    """Return everybody whom this meeting needs, as they were thought of: one query."""
    rows = select(Wanted).where(Wanted.meeting_id == meeting.id)
    return db.session.scalars(rows.options(joinedload(Wanted.person)).order_by(Wanted.id)).all()


def is_on_list(meeting: Meeting, person_id: int) -> bool:
    """Say whether somebody is among those whom this meeting needs."""
    return bool(
        db.session.scalar(select(exists().where(Wanted.meeting_id == meeting.id, Wanted.person_id == person_id)))
    )


def was_asked(meeting: Meeting) -> bool:
    """Say whether anybody has written who needs to be involved."""
    return bool(db.session.scalar(select(exists().where(Wanted.meeting_id == meeting.id))))


def members(space_id: int) -> Sequence[Membership]:
    """Return the people of the space, by name."""
    return db.session.scalars(
        select(Membership)
        .join(Membership.person)
        .where(Membership.space_id == space_id, Membership.left_at.is_(None))
        .options(contains_eager(Membership.person))
        .order_by(func.lower(Person.preferred_name), Membership.id)
    ).all()
