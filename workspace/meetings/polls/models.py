"""A question about dates, its options, whom it asks, and what they answered."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.models import Meeting
from workspace.people.models import Person
from workspace.spaces.models import Space

MOST_OPTIONS = 12
Span = tuple[datetime, datetime]  # when a date begins and ends


class PollState(StrEnum):
    """Where a poll is. An open one takes answers until its closing day, and waits for a choice after it."""

    OPEN = "open"
    CHOSEN = "chosen"
    CALLED_OFF = "called_off"


class Fit(StrEnum):
    """How a date fits somebody."""

    CAN = "can"
    IF_NEED_BE = "if_need_be"
    CANNOT = "cannot"


class DatePoll(db.Base):
    """A question: when can you come?"""

    __tablename__ = "date_poll"
    __table_args__ = (Index("ix_date_poll_space_id_state", "space_id", "state"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(default="")
    closes_at: Mapped[datetime]  # no answer is taken after it, and no number is shown before it
    state: Mapped[PollState] = mapped_column(db.one_of(PollState), default=PollState.OPEN)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"), index=True)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]

    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)
    meeting: Mapped[Meeting | None] = relationship(lazy="raise_on_sql", viewonly=True)
    options: Mapped[list["PollOption"]] = relationship(
        "PollOption", lazy="raise_on_sql", viewonly=True, order_by="PollOption.starts_at, PollOption.id"
    )
    places: Mapped[list["PollPlace"]] = relationship(
        "PollPlace", lazy="raise_on_sql", viewonly=True, order_by="PollPlace.id"
    )

    @property
    def last_moment(self) -> datetime:
        """Return the last moment in which answers are taken: on the last day, not on the midnight after it."""
        return self.closes_at - timedelta(microseconds=1)

    @property
    def takes_answers(self) -> bool:
        return self.state is PollState.OPEN and db.now() < self.closes_at

    @property
    def waits_for_choice(self) -> bool:
        return self.state is PollState.OPEN and not self.takes_answers

    @property
    def answered(self) -> "list[PollPlace]":
        """Return who has answered. Needs the places loaded."""
        return [place for place in self.places if place.answered_at]

    def place_of(self, person: Any) -> "PollPlace | None":
        """Return the person's place. Needs the places loaded."""
        return next((place for place in self.places if place.person_id == person.id), None)

    def asks(self, person: Any) -> bool:
        """Say whether the person is asked, and still belongs to the space. Needs the places loaded."""
        return person.role_in(self.space_id) is not None and self.place_of(person) is not None


class PollOption(db.Base):
    """One time that could be."""

    __tablename__ = "poll_option"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        UniqueConstraint("poll_id", "starts_at", "ends_at"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    poll_id: Mapped[int] = mapped_column(ForeignKey("date_poll.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class PollPlace(db.Base):
    """Somebody who is asked. `private_line` is for their own eyes: no page, mail or file shows it to anybody else."""

    __tablename__ = "poll_place"
    __table_args__ = (UniqueConstraint("poll_id", "person_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    poll_id: Mapped[int] = mapped_column(ForeignKey("date_poll.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # whoever wrote the answer down
    private_line: Mapped[str] = mapped_column(default="")

    poll: Mapped[DatePoll] = relationship(lazy="raise_on_sql", viewonly=True)
    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[person_id])
    answered_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[answered_by_id])
    answers: Mapped[list["PollAnswer"]] = relationship("PollAnswer", lazy="raise_on_sql", viewonly=True)

    @property
    def space(self) -> Space:
        return self.poll.space

    @property
    def by_themselves(self) -> bool:
        """Say whether the person gave the answer without an organiser's pen: it is theirs alone to see and change."""
        return self.answered_at is not None and self.answered_by_id == self.person_id

    def stands_for(self, person: Any) -> bool:
        """Say whether this is the person's own place, and they still belong to the space."""
        return self.person_id == person.id and person.role_in(self.space_id) is not None


class PollAnswer(db.Base):
    """How one option fits one person."""

    __tablename__ = "poll_answer"
    __table_args__ = (UniqueConstraint("place_id", "option_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    place_id: Mapped[int] = mapped_column(ForeignKey("poll_place.id", ondelete="CASCADE"))
    option_id: Mapped[int] = mapped_column(ForeignKey("poll_option.id", ondelete="CASCADE"), index=True)
    fit: Mapped[Fit] = mapped_column(db.one_of(Fit))
