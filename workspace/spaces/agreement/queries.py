"""Reading the group agreement."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workspace import db
from workspace.spaces.agreement.models import Agreement
from workspace.spaces.models import Space


def versions(space: Space) -> Sequence[Agreement]:
    """Return every version, the newest first, each with who made it: one query."""
    return db.session.scalars(
        select(Agreement)
        .where(Agreement.space_id == space.id)
        .options(joinedload(Agreement.made_by))
        .order_by(Agreement.number.desc())
    ).all()


def newest(space_id: int) -> Agreement | None:
    """Return the version that holds now, with who made it; None when the group has not written one."""
    return db.session.scalars(
        select(Agreement)
        .where(Agreement.space_id == space_id)
        .options(joinedload(Agreement.made_by))
        .order_by(Agreement.number.desc())
        .limit(1)
    ).first()
