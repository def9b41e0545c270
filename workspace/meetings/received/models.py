"""A message that somebody sent back."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.models import InMeeting, Meeting
from workspace.people.models import Person


class ReceivedMail(InMeeting, db.Base):
    """One message about a meeting, to somebody's invitation. Without words it was an answer, which the place holds."""

    __tablename__ = "received_mail"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # of the whole message: it is taken in once
    from_other: Mapped[str] = mapped_column(String(254))  # its sender, where that is not the person's own address
    words: Mapped[str]  # as the person wrote them; names in them are kept as references
    received_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[person_id])
    read_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[read_by_id])
