"""Something that somebody gets by post, by phone or by text, and whether it was done."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.models import InMeeting, Meeting
from workspace.people.models import Person


class Way(StrEnum):
    """How somebody was told."""

    LETTER = "letter"
    PHONE = "phone"
    TEXT = "text"
    FACE = "face"


class HandDelivery(InMeeting, db.Base):
    """One thing to tell one person, of a meeting or of the space alone. `key` is what it is about: the same thing is
    told once. `about` holds the numbers of the actions and the pairs that one of the space alone is about."""

    __tablename__ = "hand_delivery"
    __table_args__ = (Index("ix_hand_delivery_space_id_done_at", "space_id", "done_at"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(unique=True)
    template: Mapped[str]  # of the message that everybody else gets
    about: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime]
    way: Mapped[Way | None] = mapped_column(db.one_of(Way))
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[person_id])
    done_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[done_by_id])
