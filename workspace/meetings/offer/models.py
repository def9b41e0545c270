"""What is asked of people and what they get, what each of them says to it, and what they ask about it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import InMeeting, Meeting
from workspace.meetings.outcomes.models import QuestionState
from workspace.people.models import Person


class OfferSaid(StrEnum):
    """What somebody says to an offer. Whoever takes no payment is as welcome as anybody."""

    ACCEPTED = "accepted"
    UNPAID = "unpaid"
    DECLINED = "declined"


class Offer(InMeeting, db.Base):
    """One version of what a meeting asks and offers. The one that holds has not been replaced."""

    __tablename__ = "offer"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    number: Mapped[int]
    reading_minutes: Mapped[int] = mapped_column(default=0)
    travel_minutes: Mapped[int] = mapped_column(default=0)
    until_on: Mapped[date | None]  # the last day of the involvement; None: it ends with the meeting
    payment: Mapped[str] = mapped_column(default="")  # or other thanks
    expenses: Mapped[str] = mapped_column(default="")
    care: Mapped[str] = mapped_column(default="")  # of those whom people look after
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    replaced_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)


def texts_of(offer: Offer | None) -> tuple[str, ...]:
    """Return what a meeting offers in words that may name people; nothing where no offer is written."""
    return (offer.payment, offer.expenses, offer.care) if offer else ()


class OfferAnswer(db.Base):
    """What somebody said to one version of an offer."""

    __tablename__ = "offer_answer"
    __table_args__ = (UniqueConstraint("invitation_id", "offer_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"))
    said: Mapped[OfferSaid] = mapped_column(db.one_of(OfferSaid))
    said_at: Mapped[datetime]
    said_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))  # whoever wrote it down

    offer: Mapped[Offer] = relationship(lazy="raise_on_sql", viewonly=True)
    invitation: Mapped[Invitation] = relationship(lazy="raise_on_sql", viewonly=True)


class OfferQuestion(InMeeting, db.Base):
    """A question about an offer. Who asked it is for the organisers alone, even where its answer is for everybody."""

    __tablename__ = "offer_question"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime]
    words: Mapped[str]
    state: Mapped[QuestionState | None] = mapped_column(db.one_of(QuestionState))  # None: nobody has answered
    answer: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    shared_as: Mapped[str] = mapped_column(default="")  # the question in words that say nothing of who asked it

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    asked_by: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[asked_by_id])

    @property
    def texts(self) -> tuple[str, str, str]:
        return self.words, self.answer, self.shared_as

    @property
    def waits(self) -> bool:
        """Say whether the organisers still owe the answer."""
        return self.state in {None, QuestionState.COMING}
