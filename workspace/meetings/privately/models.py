"""A private word, and its answer."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.models import InMeeting, Meeting
from workspace.people.models import Person


class PrivateWord(InMeeting, db.Base):
    """What somebody wrote to one person about a meeting. Names in both texts are kept as references."""

    __tablename__ = "private_word"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    words: Mapped[str]
    sent_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    by: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[by_id])
    to: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[to_id])

    def asks(self, person: Any) -> bool:
        """Say whether this person is to read and answer it: they still belong here, or are invited."""
        return self.to_id == person.id and (person.role_in(self.space_id) is not None or self.invited(person))
