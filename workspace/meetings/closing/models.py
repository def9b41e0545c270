"""Whom or what a meeting has missed, as it was said before it closed, and what became of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.models import InMeeting, Meeting


class MissedKind(StrEnum):
    """Which of the two questions an answer is to."""

    WHO = "who"
    WHAT = "what"


class Became(StrEnum):
    """What became of an answer."""

    FOLLOW_UP = "follow_up"
    INVITED = "invited"
    ITEM = "item"
    ACTION = "action"


class Missed(InMeeting, db.Base):
    """One answer to “Who have we missed?” or “What have we missed?”. Said by one person, or by the group; of answers
    from before this was asked, neither is known."""

    __tablename__ = "missed"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    kind: Mapped[MissedKind] = mapped_column(db.one_of(MissedKind))
    words: Mapped[str]
    is_none: Mapped[bool] = mapped_column(default=False)  # "nobody" or "nothing"
    by_group: Mapped[bool] = mapped_column(default=False)
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime]
    became: Mapped[Became | None] = mapped_column(db.one_of(Became))
    became_at: Mapped[datetime | None]
    went_to_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))  # who was invited, or what is discussed

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[meeting_id])
    went_to: Mapped[Meeting | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[went_to_id])

    @property
    def waits(self) -> bool:
        """Say whether something can still become of it. A line to follow up is one that goes on waiting."""
        return not self.is_none and self.became in {None, Became.FOLLOW_UP}

    @property
    def said_by(self) -> str:
        """Return who said it, as a reference: whoever asked not to be named is not named here either."""
        return f"{{person:{self.said_by_id}}}" if self.said_by_id else ""

    @property
    def texts(self) -> tuple[str, str]:
        return self.words, self.said_by
