"""A person's turn to speak, and a card that somebody shows."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.models import InMeeting, Meeting
from workspace.people.models import Person


class TurnState(StrEnum):
    """Where a turn is. Passing is fine."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    DONE = "done"
    PASSED = "passed"


class Turn(InMeeting, db.Base):
    """A hand that is up, or a place in a round of the room. Turns are taken in the order of their numbers."""

    __tablename__ = "turn"
    __table_args__ = (Index("ix_turn_meeting_id_state", "meeting_id", "state"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    state: Mapped[TurnState] = mapped_column(db.one_of(TurnState), default=TurnState.WAITING)
    in_round: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)


class CardKind(StrEnum):
    """What a card says. A pause is asked for in private: only those who chair see it."""

    STOP = "stop"
    SLOW = "slow"
    AGREE = "agree"
    PAUSE = "pause"


class Card(InMeeting, db.Base):
    """A card that somebody shows. `item_id` is what they agree with: at another item the card is not up any more."""

    __tablename__ = "card"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id", "kind"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[CardKind] = mapped_column(db.one_of(CardKind))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    shown_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)
