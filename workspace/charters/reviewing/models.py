"""Who looks at a charter again, and what they said when they did."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.charters.models import CharterVersion
from workspace.people.models import Person
from workspace.spaces.models import Space


class ReviewResult(StrEnum):
    """What came of looking at it."""

    STAYS = "stays"
    NEXT = "next_version"


class CharterReviewer(db.Base):
    """Somebody who was chosen to look at a charter again."""

    __tablename__ = "charter_reviewer"
    __table_args__ = (
        UniqueConstraint("charter_id", "person_id"),
        Index("ix_charter_reviewer_space_id", "space_id"),
        Index("ix_charter_reviewer_person_id", "person_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class CharterReview(db.Base):
    """What somebody said when they had looked at a charter: what came of it, and when it is looked at next."""

    __tablename__ = "charter_review"
    __table_args__ = (
        Index("ix_charter_review_space_id", "space_id"),
        Index("ix_charter_review_charter_id", "charter_id"),
        Index("ix_charter_review_by_id", "by_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(SmallInteger)  # of the version that was looked at
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    was_due_on: Mapped[date | None]
    next_on: Mapped[date]
    result: Mapped[ReviewResult] = mapped_column(db.one_of(ReviewResult))
    words: Mapped[str]  # names in them are kept as references

    by: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)


@dataclass(frozen=True)
class Review:
    """The next look at a charter: its newest version, and who takes it."""

    version: CharterVersion
    reviewers: list[Person]

    @property
    def space_id(self) -> int:
        return self.version.space_id

    @property
    def space(self) -> Space:
        return self.version.space

    def asks(self, person: Any) -> bool:
        return person.id in {one.id for one in self.reviewers}
