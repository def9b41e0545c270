"""A pair: what people said, and what was done, or why it could not be done."""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.people.models import Person
from workspace.said.models import SaidKind
from workspace.spaces.models import Space

LONGEST_THEME = 60  # letters


class PairState(StrEnum):
    """Where a pair is on its way to everyone."""

    DRAFT = "draft"
    WAITING = "waiting"
    SENT_BACK = "sent_back"
    PUBLIC = "public"
    TAKEN_BACK = "taken_back"


class PairResult(StrEnum):
    """Whether something was done."""

    DONE = "done"
    COULD_NOT = "could_not"


@dataclass(frozen=True)
class Words:
    """What a pair says."""

    result: PairResult
    said: str
    theme: str
    did: str = ""
    because: str = ""
    instead: str = ""
    asked_else: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """Return each text that people wrote, by its field."""
        return {name: text for name, text in asdict(self).items() if name != "result"}


class Pair(db.Base):
    """What was said and what was done, in words that stand alone and name nobody. Only a public one is shown to
    everyone; one that is changed waits again, and is not shown meanwhile."""

    __tablename__ = "pair"
    __table_args__ = (Index("ix_pair_space_id_state_public_at", "space_id", "state", "public_at"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    state: Mapped[PairState] = mapped_column(db.one_of(PairState), default=PairState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)  # of its words: who approves says which they read
    result: Mapped[PairResult] = mapped_column(db.one_of(PairResult))
    said: Mapped[str]
    did: Mapped[str] = mapped_column(default="")
    because: Mapped[str] = mapped_column(default="")  # it could not be done
    instead: Mapped[str] = mapped_column(default="")
    asked_else: Mapped[str] = mapped_column(default="")  # which others were asked to help
    theme: Mapped[str] = mapped_column(String(LONGEST_THEME))
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    drafted_at: Mapped[datetime]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    names_approver: Mapped[bool] = mapped_column(default=False)
    public_at: Mapped[datetime | None]  # for the first time
    took_days: Mapped[int | None]  # from the meeting to what came of it
    words: Mapped[str] = mapped_column(default="")  # why it was sent back, or taken back

    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)
    approved_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[approved_by_id])
    names: Mapped[list["PairName"]] = relationship(lazy="raise_on_sql", viewonly=True, order_by="PairName.id")
    sources: Mapped[list["PairSource"]] = relationship(lazy="raise_on_sql", viewonly=True, order_by="PairSource.id")

    @property
    def is_public(self) -> bool:
        return self.state is PairState.PUBLIC

    @property
    def named(self) -> list[Person]:
        """Return who said it, and said yes to their name beside these words. Needs the names loaded with people."""
        return [one.person for one in self.names if one.version == self.version]

    def names_person(self, person: Any) -> bool:
        return any(one.person_id == person.id and one.version == self.version for one in self.names)

    @property
    def writers(self) -> set[int]:
        """Return who wrote its words: they do not approve it."""
        return {self.drafted_by_id, self.changed_by_id}


class WaitingPair(db.Base):
    """A pair of which one person hears with the next message of the week. Gone once it was sent."""

    __tablename__ = "waiting_pair"
    __table_args__ = (UniqueConstraint("pair_id", "person_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)


class PairName(db.Base):
    """Somebody who said it, and who said yes themselves to their name beside these words of a pair (`version`)."""

    __tablename__ = "pair_name"
    __table_args__ = (UniqueConstraint("pair_id", "person_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]

    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)


class PairSource(db.Base):
    """Something that was said and from which a pair was made: its form and its number, as a mark has them."""

    __tablename__ = "pair_source"
    __table_args__ = (UniqueConstraint("pair_id", "kind", "of_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"))
    kind: Mapped[SaidKind] = mapped_column(db.one_of(SaidKind))
    of_id: Mapped[int]

    @property
    def key(self) -> tuple[SaidKind, int]:
        """Return what was said: its form and its number."""
        return self.kind, self.of_id
