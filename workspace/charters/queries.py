"""Reading charters."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from workspace import db
from workspace.charters.models import Charter, CharterPart, CharterReading, CharterVersion, VersionState
from workspace.spaces.models import Space


def charters(space_id: int) -> Sequence[CharterVersion]:
    """Return the draft of each charter of a space, by title: one query."""
    found = select(CharterVersion).join(CharterVersion.charter).where(Charter.space_id == space_id)
    found = found.where(CharterVersion.state == VersionState.DRAFT).options(contains_eager(CharterVersion.charter))
    return db.session.scalars(found.order_by(Charter.title, Charter.id)).all()


def draft(slug: str, charter_id: int) -> CharterVersion | None:
    """Return the draft of a charter of this space, with both."""
    found = select(CharterVersion).join(CharterVersion.charter).join(Charter.space)
    found = found.where(Space.slug == slug, Charter.id == charter_id, CharterVersion.state == VersionState.DRAFT)
    return db.session.scalar(found.options(contains_eager(CharterVersion.charter).contains_eager(Charter.space)))


def all_parts(version: CharterVersion) -> Sequence[CharterPart]:
    """Return every part in order; one that was taken out stands where it was."""
    found = select(CharterPart).where(CharterPart.version_id == version.id, CharterPart.space_id == version.space_id)
    found = found.options(joinedload(CharterPart.body)).execution_options(populate_existing=True)
    parts = db.session.scalars(found.order_by(CharterPart.position, CharterPart.is_out, CharterPart.id)).all()
    for one in parts:
        set_committed_value(one, "version", version)  # reading them anew has emptied it
    return parts


def part(slug: str, charter_id: int, part_id: int) -> CharterPart | None:
    """Return a part of this charter, with its version, charter and space."""
    found = select(CharterPart).join(CharterPart.version).join(CharterVersion.charter).join(Charter.space)
    found = found.where(Space.slug == slug, Charter.id == charter_id, CharterPart.id == part_id)
    whole = contains_eager(CharterPart.version).contains_eager(CharterVersion.charter).contains_eager(Charter.space)
    return db.session.scalar(found.options(whole, joinedload(CharterPart.body)))


def readings(space_id: int) -> Sequence[CharterReading]:
    """Return the texts of a space that are on their way in, the newest first."""
    found = select(CharterReading).where(CharterReading.space_id == space_id)
    return db.session.scalars(found.order_by(CharterReading.made_at.desc(), CharterReading.id.desc())).all()


def reading(slug: str, text_id: int) -> CharterReading | None:
    """Return a text of this space that is on its way in."""
    found = select(CharterReading).join(CharterReading.space)
    found = found.where(Space.slug == slug, CharterReading.id == text_id)
    return db.session.scalar(found.options(contains_eager(CharterReading.space)))
