"""Reading the changes of people."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.spaces.handover.models import Handover
from workspace.spaces.models import Membership, Space

SHOWN = 200  # of the newest: years of any group
YEAR = timedelta(days=365)


def log(space_id: int) -> Sequence[Handover]:
    """Return the changes of a space, those that wait for a note first, then the newest: one query."""
    found = select(Handover).where(Handover.space_id == space_id).options(joinedload(Handover.written_by))
    order = (Handover.written_at.is_not(None), Handover.from_day.desc(), Handover.id.desc())
    return db.session.scalars(found.order_by(*order).limit(SHOWN)).all()


def handover(slug: str, handover_id: int) -> Handover | None:
    """Return one change of this space, with the space."""
    found = select(Handover).join(Handover.space).where(Space.slug == slug, Handover.id == handover_id)
    return db.session.scalar(found.options(contains_eager(Handover.space)))


def handover_to_tell(handover_id: int) -> Handover:
    """Return one change for those who are told of it."""
    why = {"any_space": "the job or message names it"}
    found = select(Handover).where(Handover.id == handover_id).options(joinedload(Handover.space))
    return db.session.scalars(found, execution_options=why).one()


def wait_for_a_note(space_id: int) -> int:
    """Return how many changes nobody has written a note about."""
    here = (Handover.space_id == space_id, Handover.written_at.is_(None))
    return db.session.scalar(select(func.count(Handover.id)).where(*here)) or 0


def members_to_tell(space_id: int, *, but: int | None) -> Sequence[int]:
    """Return the numbers of all who belong to a space now, but for one."""
    here = (Membership.space_id == space_id, Membership.left_at.is_(None))
    found = select(Membership.person_id).where(*here).order_by(Membership.person_id)
    return [number for number in db.session.scalars(found) if number != but]
