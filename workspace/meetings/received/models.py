"""A message that somebody sent back."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.models import InMeeting, Meeting
from workspace.people.models import Person


class Said(StrEnum):
    """What somebody pressed in their calendar. `other`: to propose a time, to hand it on, or something unheard of."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    OTHER = "other"


class Why(StrEnum):
    """What became of a message: it changed the answer, or is kept for the organisers because…"""

    ANSWERED = "answered"
    WORDS = "words"  # it holds words, for people to read
    OTHER_ADDRESS = "other_address"  # an answer that came from another address than the one that was invited
    BEFORE_CHANGE = "before_change"  # an answer to what the meeting was before it changed
    OLDER = "older"  # an answer that is older than the one we have
    NOT_UNDERSTOOD = "not_understood"


class ReceivedMail(InMeeting, db.Base):
    """One message about a meeting, in answer to what was sent to `person`."""

    __tablename__ = "received_mail"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # of the whole message: it is taken in once
    why: Mapped[Why] = mapped_column(db.one_of(Why))
    said: Mapped[Said | None] = mapped_column(db.one_of(Said))
    from_other: Mapped[str] = mapped_column(String(254))  # its sender, where that is not the person's own address
    words: Mapped[str]  # as the person wrote them; names in them are kept as references
    received_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[person_id])
    read_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[read_by_id])
