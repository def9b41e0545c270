"""A correction that somebody who was there has asked for."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import InMeeting, Meeting
from workspace.people.models import Person


class Answered(StrEnum):
    """What became of a correction."""

    WAITING = "waiting"
    CHANGED = "changed"
    NOT_CHANGED = "not_changed"


class Correction(InMeeting, db.Base):
    """What the notes should say instead, and why. `item_id` is None when it is about the notes as a whole."""

    __tablename__ = "correction"
    __table_args__ = (Index("ix_correction_meeting_id", "meeting_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    says: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    answer: Mapped[Answered] = mapped_column(db.one_of(Answered), default=Answered.WAITING)
    because: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    item: Mapped[AgendaItem | None] = relationship(lazy="raise_on_sql", viewonly=True)
    asked_by: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[asked_by_id])
    answered_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[answered_by_id])

    @property
    def waits(self) -> bool:
        return self.answer is Answered.WAITING
