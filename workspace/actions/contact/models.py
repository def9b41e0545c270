"""What a group asked a member about keeping in touch, and what they answered."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.people.models import Person

REST = timedelta(days=28)  # between two questions to the same person


class Wish(StrEnum):
    """What somebody answers. It stands until they say something else."""

    HERE = "here"
    LESS = "less"
    PAUSE = "pause"
    RING = "ring"
    STOP = "stop"


class Contact(db.Base):
    """A member and their group: the last question, and what the member wishes. Gone when they leave."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("space_id", "person_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime | None]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str] = mapped_column(default="")  # of the question; names are kept as references
    wish: Mapped[Wish | None] = mapped_column(db.one_of(Wish))
    answered_at: Mapped[datetime | None]
    pause_until: Mapped[date | None]  # from that day on they can be asked again
    talked_at: Mapped[datetime | None]  # when an organiser said that they talked with each other

    asked_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[asked_by_id])

    def rests(self, today: date) -> bool:
        """Say whether the person asked not to be asked, for ever or on this day."""
        return self.wish is Wish.STOP or self.pauses(today)

    def pauses(self, today: date) -> bool:
        """Say whether the person has a pause on this day."""
        return self.wish is Wish.PAUSE and self.pause_until is not None and today < self.pause_until

    @property
    def waits_for_a_call(self) -> bool:
        return self.wish is Wish.RING and (
            self.talked_at is None or (self.answered_at is not None and self.talked_at < self.answered_at)
        )

    @property
    def waits_for_an_answer(self) -> bool:
        return self.asked_at is not None and (self.answered_at is None or self.answered_at < self.asked_at)

    @property
    def free_from(self) -> datetime | None:
        """Return when the person can be asked again, while that is to come."""
        until = self.asked_at + REST if self.asked_at else None
        return until if until and until > db.now() else None
