"""Reading spaces and their people."""

from sqlalchemy import select

from workspace import db
from workspace.spaces.models import Space


def space(slug: str) -> Space | None:
    """Return the space at this address."""
    return db.session.scalar(select(Space).where(Space.slug == slug))
