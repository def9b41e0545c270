"""Reading the places to turn to."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from workspace import db
from workspace.spaces.models import Space
from workspace.spaces.nearby.models import HelpPlace


def places(of: Space) -> Sequence[HelpPlace]:
    """Return the places that the space knows, by name: one query."""
    return db.session.scalars(
        select(HelpPlace).where(HelpPlace.space_id == of.id).order_by(func.lower(HelpPlace.name), HelpPlace.id)
    ).all()


def place(slug: str, place_id: int) -> HelpPlace | None:
    """Return a place that this space knows, with the space."""
    return db.session.scalar(
        select(HelpPlace)
        .join(HelpPlace.space)
        .where(Space.slug == slug, HelpPlace.id == place_id)
        .options(contains_eager(HelpPlace.space))
    )
