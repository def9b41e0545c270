"""A word of a space's glossary."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.people.models import Person
from workspace.spaces.models import Space

LONGEST = 80  # letters of a word or short form


class Term(db.Base):
    """A word or short form, and what it means. Without a meaning it waits: a member asked what it means."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("space_id", "key"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(2 * LONGEST))  # the word however it is written: in a list once
    word: Mapped[str] = mapped_column(String(LONGEST))
    in_full: Mapped[str] = mapped_column(String(200), default="")  # what a short form stands for
    means: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(10))  # in which it is explained
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime | None]
    explained_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    explained_at: Mapped[datetime | None]

    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)
    asked_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[asked_by_id])

    @classmethod
    def key_of(cls, word: str) -> str:
        """Return what is the same for the word in capitals, in small letters, and with other spaces."""
        return " ".join(word.casefold().split())

    @property
    def waits(self) -> bool:
        """Say whether nobody has explained it yet."""
        return not self.means
