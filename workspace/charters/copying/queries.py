"""Reading what a person can copy, and what a charter was copied from."""

from collections.abc import Sequence

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from workspace import db
from workspace.charters.copying.models import CharterCopy
from workspace.charters.models import Charter, CharterVersion, VersionState
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Space


def to_copy(person: Person) -> Sequence[CharterVersion]:
    """Return what this person can copy, by space and title: what a group of theirs agreed last, and drafts of the
    groups that they organise. One query."""
    return db.session.scalars(_to_copy(person).order_by(Space.name, Space.id, CharterVersion.title)).unique().all()


def one_to_copy(person: Person, version_id: int) -> CharterVersion | None:
    """Return one of those."""
    return db.session.scalar(_to_copy(person).where(CharterVersion.id == version_id))


def _to_copy(person: Person) -> Select[CharterVersion]:
    organised = [one.space_id for one in person.places if one.role is Role.ORGANISER]
    agreed = CharterVersion.state == VersionState.AGREED
    last = select(func.max(CharterVersion.id)).where(agreed, CharterVersion.space_id.in_(person.space_ids))
    may = or_(
        and_(agreed, CharterVersion.id.in_(last.group_by(CharterVersion.charter_id))),
        and_(CharterVersion.state != VersionState.AGREED, CharterVersion.space_id.in_(organised)),
    )
    found = select(CharterVersion).join(CharterVersion.charter).join(Charter.space)
    found = found.where(CharterVersion.space_id.in_(person.space_ids), may)
    return found.options(contains_eager(CharterVersion.charter).contains_eager(Charter.space))


def copy(slug: str, charter_id: int) -> CharterCopy | None:
    """Return what a charter of this space was copied from; None for one that began otherwise."""
    found = select(CharterCopy).join(CharterCopy.charter).join(Charter.space)
    found = found.where(Space.slug == slug, CharterCopy.charter_id == charter_id)
    return db.session.scalar(found.options(contains_eager(CharterCopy.charter).contains_eager(Charter.space)))


def copy_of(version: CharterVersion) -> CharterCopy | None:
    """Return what the charter of this version was copied from."""
    here = (CharterCopy.charter_id == version.charter_id, CharterCopy.space_id == version.space_id)
    return db.session.scalar(select(CharterCopy).where(*here))
