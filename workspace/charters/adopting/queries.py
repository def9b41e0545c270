"""Reading what a space adopted, and of the other space what everybody may read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import contains_eager

from workspace import db
from workspace.charters.adopting.models import CharterAdoption
from workspace.charters.models import Charter, CharterVersion, VersionState
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Membership, Space

AGREED = CharterVersion.state == VersionState.AGREED
OPEN = (Charter.is_public, Space.is_public)


@dataclass(frozen=True)
class Adopted:
    """What a space adopted, and the number of the version in force: 0, where it is not shown to everybody."""

    adoption: CharterAdoption
    number: int

    @property
    def is_new(self) -> bool:
        """Say whether no organiser has read the words in force yet."""
        return self.number > self.adoption.seen_number


# --- of the space that adopts --------------------------------------------------------------------------------------


def adopted(space_id: int) -> Sequence[Adopted]:
    """Return what a space adopted, by title: one query."""
    shown = select(Charter.id).join(Charter.space).where(*OPEN)
    newest = select(func.max(CharterVersion.number)).where(
        AGREED, CharterVersion.charter_id == CharterAdoption.charter_id, CharterVersion.charter_id.in_(shown)
    )
    number = newest.correlate(CharterAdoption).scalar_subquery()
    here = (CharterAdoption.space_id == space_id, CharterAdoption.stopped_at.is_(None))
    found = select(CharterAdoption, number).where(*here).order_by(CharterAdoption.title, CharterAdoption.id)
    return [Adopted(one, of or 0) for one, of in db.session.execute(found)]


def adoption(slug: str, adoption_id: int) -> CharterAdoption | None:
    """Return something that this space adopted and still shows."""
    found = select(CharterAdoption).join(CharterAdoption.space).options(contains_eager(CharterAdoption.space))
    here = (Space.slug == slug, CharterAdoption.id == adoption_id, CharterAdoption.stopped_at.is_(None))
    return db.session.scalar(found.where(*here))


def adoption_of(space_id: int, charter_id: int) -> CharterAdoption | None:
    """Return that this space adopted a charter, now or once."""
    here = (CharterAdoption.space_id == space_id, CharterAdoption.charter_id == charter_id)
    return db.session.scalar(select(CharterAdoption).where(*here))


# --- of the space whose charter it is: what everybody may read -----------------------------------------------------


def to_adopt(space: Space) -> Sequence[CharterVersion]:
    """Return the charters that other spaces show to everybody, as they are in force, by title, but for those that this
    space adopted: one query."""
    mine = exists().where(
        CharterAdoption.charter_id == CharterVersion.charter_id, CharterAdoption.space_id == space.id,
        CharterAdoption.stopped_at.is_(None),
    )  # fmt: skip
    found = _in_force().where(CharterVersion.space_id != space.id, ~mine)
    return db.session.scalars(found.order_by(CharterVersion.title, CharterVersion.id)).all()


def one_to_adopt(space: Space, charter_id: int) -> CharterVersion | None:
    """Return the version in force of a charter that another space shows to everybody."""
    of = (CharterVersion.charter_id == charter_id, CharterVersion.space_id != space.id)
    return db.session.scalar(_in_force().where(*of))


def words(adoption: CharterAdoption, number: int | None = None) -> CharterVersion | None:
    """Return the version in force of what was adopted, or an agreed one with this number; None, where the other space
    does not show it to everybody."""
    of = CharterVersion.charter_id == adoption.charter_id
    if number is None:
        return db.session.scalar(_in_force().where(of))
    return db.session.scalar(_shown().where(of, CharterVersion.number == number))


def _shown() -> Select[CharterVersion]:
    found = select(CharterVersion).join(CharterVersion.charter).join(Charter.space).where(AGREED, *OPEN)
    whole = contains_eager(CharterVersion.charter).contains_eager(Charter.space)
    return found.options(whole).execution_options(any_space="everybody may read what these charters say")


def _in_force() -> Select[CharterVersion]:
    newest = select(func.max(CharterVersion.id)).where(AGREED).group_by(CharterVersion.charter_id)
    return _shown().where(CharterVersion.id.in_(newest))


def adopters(version: CharterVersion) -> Sequence[CharterAdoption]:
    """Return the spaces that adopted a charter, by name, where everybody may know of both: at most one query."""
    if not (version.charter.is_public and version.space.is_public):
        return []
    found = select(CharterAdoption).join(CharterAdoption.space).options(contains_eager(CharterAdoption.space))
    found = found.where(CharterAdoption.charter_id == version.charter_id, CharterAdoption.stopped_at.is_(None))
    return db.session.scalars(found.where(Space.is_public).order_by(func.lower(Space.name), Space.id)).all()


# --- to tell -------------------------------------------------------------------------------------------------------


def behind(charter_id: int) -> Sequence[tuple[CharterAdoption, int]]:
    """Return who adopted a charter and has not read the version in force, with its number; nobody, where it is not
    shown to everybody."""
    version = db.session.scalar(_in_force().where(CharterVersion.charter_id == charter_id))
    if version is None:
        return []
    here = (CharterAdoption.charter_id == charter_id, CharterAdoption.stopped_at.is_(None))
    found = select(CharterAdoption).where(*here, CharterAdoption.seen_number < version.number)
    return [(one, version.number) for one in db.session.scalars(found.order_by(CharterAdoption.id))]


def organisers(space_id: int) -> Sequence[Person]:
    """Return who organises a space now."""
    here = (Membership.space_id == space_id, Membership.role == Role.ORGANISER, Membership.left_at.is_(None))
    found = select(Person).join(Membership, Membership.person_id == Person.id).where(*here)
    return db.session.scalars(found.order_by(Person.id)).all()


def adoption_to_tell(adoption_id: int) -> CharterAdoption:
    """Return an adoption with its space, for a message about it."""
    found = select(CharterAdoption).join(CharterAdoption.space).options(contains_eager(CharterAdoption.space))
    return db.session.scalars(found.where(CharterAdoption.id == adoption_id)).one()
