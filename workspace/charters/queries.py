"""Reading charters."""

from collections.abc import Sequence

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from workspace import db
from workspace.charters.models import Charter, CharterPart, CharterReading, CharterShare, CharterVersion, VersionState
from workspace.spaces.models import Space

# Who answers for a part, and who has a part in it.
WITH_BODIES = (joinedload(CharterPart.body), selectinload(CharterPart.shares).joinedload(CharterShare.body))


def charters(space_id: int) -> Sequence[CharterVersion]:
    """Return the newest version of each charter of a space, by title: one query."""
    newest = select(func.max(CharterVersion.id)).where(CharterVersion.space_id == space_id)
    newest = newest.group_by(CharterVersion.charter_id)
    found = select(CharterVersion).join(CharterVersion.charter).where(CharterVersion.id.in_(newest))
    found = found.options(contains_eager(CharterVersion.charter)).order_by(CharterVersion.title, CharterVersion.id)
    return db.session.scalars(found).all()


def draft(slug: str, charter_id: int) -> CharterVersion | None:
    """Return the version of a charter of this space that is being written, or that the group is asked about."""
    return db.session.scalar(_versions(slug, charter_id).where(CharterVersion.state != VersionState.AGREED))


def newest(slug: str, charter_id: int) -> CharterVersion | None:
    """Return the newest version of a charter of this space."""
    return db.session.scalar(_versions(slug, charter_id).order_by(CharterVersion.number.desc()).limit(1))


def in_force(slug: str, charter_id: int) -> CharterVersion | None:
    """Return what the group agreed last; the draft, where it has agreed nothing yet."""
    agreed_first = case((CharterVersion.state == VersionState.AGREED, 1), else_=0).desc()
    found = _versions(slug, charter_id).order_by(agreed_first, CharterVersion.number.desc()).limit(1)
    return db.session.scalar(found.options(joinedload(CharterVersion.meeting)))


def version(slug: str, charter_id: int, version_number: int) -> CharterVersion | None:
    """Return one version of a charter of this space."""
    found = _versions(slug, charter_id).where(CharterVersion.number == version_number)
    return db.session.scalar(found.options(joinedload(CharterVersion.meeting)))


def versions(of: CharterVersion) -> Sequence[CharterVersion]:
    """Return all versions of the charter, the newest first."""
    found = select(CharterVersion).where(
        CharterVersion.charter_id == of.charter_id, CharterVersion.space_id == of.space_id
    )
    return db.session.scalars(found.order_by(CharterVersion.number.desc())).all()


def _versions(slug: str, charter_id: int) -> Select[CharterVersion]:
    found = select(CharterVersion).join(CharterVersion.charter).join(Charter.space)
    found = found.where(Space.slug == slug, Charter.id == charter_id)
    return found.options(contains_eager(CharterVersion.charter).contains_eager(Charter.space))


def all_parts(version: CharterVersion) -> Sequence[CharterPart]:
    """Return every part in order; one that was taken out stands where it was."""
    found = select(CharterPart).where(CharterPart.version_id == version.id, CharterPart.space_id == version.space_id)
    found = found.options(*WITH_BODIES).execution_options(populate_existing=True)
    parts = db.session.scalars(found.order_by(CharterPart.position, CharterPart.is_out, CharterPart.id)).all()
    for one in parts:
        set_committed_value(one, "version", version)  # reading them anew has emptied it
    return parts


def part(slug: str, charter_id: int, part_id: int) -> CharterPart | None:
    """Return a part of this charter that is not agreed, with its version, charter and space."""
    found = select(CharterPart).join(CharterPart.version).join(CharterVersion.charter).join(Charter.space)
    found = found.where(Space.slug == slug, Charter.id == charter_id, CharterPart.id == part_id)
    found = found.where(CharterVersion.state != VersionState.AGREED)
    whole = contains_eager(CharterPart.version).contains_eager(CharterVersion.charter).contains_eager(Charter.space)
    return db.session.scalar(found.options(whole, *WITH_BODIES))


def readings(space_id: int) -> Sequence[CharterReading]:
    """Return the texts of a space that are on their way in, the newest first."""
    found = select(CharterReading).where(CharterReading.space_id == space_id)
    return db.session.scalars(found.order_by(CharterReading.made_at.desc(), CharterReading.id.desc())).all()


def reading(slug: str, text_id: int) -> CharterReading | None:
    """Return a text of this space that is on its way in."""
    found = select(CharterReading).join(CharterReading.space)
    found = found.where(Space.slug == slug, CharterReading.id == text_id)
    return db.session.scalar(found.options(contains_eager(CharterReading.space)))
