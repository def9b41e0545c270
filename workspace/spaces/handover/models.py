"""A change of somebody whom a group turns to."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.people.models import Person
from workspace.spaces.models import Space


class Post(StrEnum):
    """What somebody did for the group."""

    CONTACT = "contact"
    ORGANISER = "organiser"
    NOTE_TAKER = "note_taker"
    OTHER = "other"


class Handover(db.Base):
    """Who does something for the group no more, since when, and who does it now. Until somebody wrote the note, only
    that it happened is known. A note that was told is never edited."""

    __tablename__ = "handover"
    __table_args__ = (Index("ix_handover_space_id_from_day", "space_id", "from_day"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    post: Mapped[Post] = mapped_column(db.one_of(Post))
    title: Mapped[str] = mapped_column(default="")  # of another post, in the group's words
    who: Mapped[str]  # names in the texts are kept as references
    successor: Mapped[str] = mapped_column(default="")  # empty: nobody yet
    from_day: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
    in_hand: Mapped[str] = mapped_column(default="")  # and who looks after it now
    noticed_at: Mapped[datetime]
    written_at: Mapped[datetime | None]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)
    written_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def texts(self) -> list[str]:
        return [self.title, self.who, self.successor, self.reason, self.in_hand]
