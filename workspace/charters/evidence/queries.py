"""Reading what charters are built on."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.charters.evidence.models import CharterEvidence, EvidenceKind
from workspace.charters.models import Charter, CharterVersion
from workspace.spaces.models import Space


@dataclass(frozen=True)
class Base:
    """All that a charter is built on."""

    rows: Sequence[CharterEvidence]

    def of(self, kind: EvidenceKind) -> list[CharterEvidence]:
        return [one for one in self.rows if one.kind is kind]

    @property
    def open_asks(self) -> int:
        return sum(one.open_asks for one in self.rows)

    def asking_for(self, number: int | None) -> list[CharterEvidence]:
        """Return what asks for a clause."""
        return [one for one in self.rows if number and one.asks_for(number)]


def base(version: CharterVersion) -> Base:
    """Return what the charter of this version is built on, the newest first: one query."""
    here = (CharterEvidence.charter_id == version.charter_id, CharterEvidence.space_id == version.space_id)
    found = select(CharterEvidence).where(*here).order_by(CharterEvidence.id.desc())
    people = (joinedload(CharterEvidence.lived_by), joinedload(CharterEvidence.professional_by))
    return Base(db.session.scalars(found.options(*people)).all())


def piece(slug: str, charter_id: int, evidence_id: int) -> CharterEvidence | None:
    """Return a piece of what this charter of this space is built on."""
    found = select(CharterEvidence).join(CharterEvidence.charter).join(Charter.space)
    found = found.where(Space.slug == slug, Charter.id == charter_id, CharterEvidence.id == evidence_id)
    return db.session.scalar(found.options(contains_eager(CharterEvidence.charter).contains_eager(Charter.space)))


def newest(of: CharterEvidence) -> CharterVersion:
    """Return the newest version of the charter that it belongs to, with its charter and space."""
    here = (CharterVersion.charter_id == of.charter_id, CharterVersion.space_id == of.space_id)
    found = select(CharterVersion).join(CharterVersion.charter).join(Charter.space).where(*here)
    whole = contains_eager(CharterVersion.charter).contains_eager(Charter.space)
    return db.session.scalars(found.options(whole).order_by(CharterVersion.number.desc()).limit(1)).one()
