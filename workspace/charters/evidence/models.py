"""A piece of evidence, what it asks for, and who reviewed it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.charters.models import Charter
from workspace.people.models import Person
from workspace.spaces.models import Space

FEW = 5  # a smaller number of people could be recognised


class EvidenceKind(StrEnum):
    """Where it comes from. Both count the same."""

    LIVED = "lived"
    PROFESSIONAL = "professional"


class CharterEvidence(db.Base):
    """What people said or what is known, with what it asks of a charter."""

    __tablename__ = "charter_evidence"
    __table_args__ = (
        Index("ix_charter_evidence_space_id", "space_id"),
        Index("ix_charter_evidence_charter_id", "charter_id"),
        Index("ix_charter_evidence_written_by_id", "written_by_id"),
        Index("ix_charter_evidence_changed_by_id", "changed_by_id"),
        Index("ix_charter_evidence_lived_by_id", "lived_by_id"),
        Index("ix_charter_evidence_professional_by_id", "professional_by_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id", ondelete="CASCADE"))
    kind: Mapped[EvidenceKind] = mapped_column(db.one_of(EvidenceKind))
    title: Mapped[str] = mapped_column(String(200))  # names in the texts are kept as references
    source: Mapped[str] = mapped_column(String(200))
    found_on: Mapped[date | None]
    people: Mapped[int | None]  # who replied, or were asked
    words: Mapped[str]
    asks: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)  # what, the number of a clause or none, why none
    teller: Mapped[str] = mapped_column(String(200), default="")  # whose story it is: a name, or one that they chose
    agreed_on: Mapped[date | None]  # when they said yes to these words
    taken_back_at: Mapped[datetime | None]  # they took their story back: its words are gone
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # last
    written_at: Mapped[datetime]  # as it is now
    lived_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    lived_at: Mapped[datetime | None]
    professional_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    professional_at: Mapped[datetime | None]

    charter: Mapped[Charter] = relationship(lazy="raise_on_sql", viewonly=True)
    lived_by: Mapped[Person | None] = relationship(
        lazy="raise_on_sql", viewonly=True, foreign_keys="CharterEvidence.lived_by_id"
    )
    professional_by: Mapped[Person | None] = relationship(
        lazy="raise_on_sql", viewonly=True, foreign_keys="CharterEvidence.professional_by_id"
    )

    @property
    def space(self) -> Space:
        return self.charter.space

    @property
    def texts(self) -> list[str]:
        asked = [text for what, _number, why in self.asks for text in (what, why)]
        return [self.title, self.source, self.words, self.teller, *asked]

    @property
    def is_reviewed(self) -> bool:
        """Say whether one of each has reviewed it."""
        return bool(self.lived_at and self.professional_at)

    @property
    def are_few(self) -> bool:
        """Say whether so few people replied that the number is not shown."""
        return self.people is not None and self.people < FEW

    @property
    def open_asks(self) -> int:
        """Return how many asks no clause answers."""
        return sum(number is None for _what, number, _why in self.asks)

    def asks_for(self, number: int | None) -> bool:
        """Say whether it asks for what this clause says."""
        return any(one == number for _what, one, _why in self.asks)

    def may_be_reviewed_by(self, person: Any) -> bool:
        """Say whether somebody can still review it: whoever wrote or changed it cannot, and one of each is enough."""
        place = person.membership_in(self.space_id)
        if place is None or person.id in {self.written_by_id, self.changed_by_id} or self.taken_back_at:
            return False
        return not (self.lived_at if place.has_lived_experience else self.professional_at)
