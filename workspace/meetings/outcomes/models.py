"""What was parked, what was asked, and every answer that was given."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import InMeeting, Meeting
from workspace.people.models import Person


def reference(person_id: int) -> str:
    """Return what stands for a person in a text that is kept (people/names.py)."""
    return f"{{person:{person_id}}}"


class Parked(InMeeting, db.Base):
    """Something that a meeting put aside, until a day or, without one, until the next meeting."""

    __tablename__ = "parked"
    __table_args__ = (Index("ix_parked_space_id_let_go_at", "space_id", "let_go_at"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    what: Mapped[str]
    why: Mapped[str]
    until_on: Mapped[date | None]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))  # who brings it back
    parked_at: Mapped[datetime]
    parked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    let_go_because: Mapped[str] = mapped_column(default="")
    let_go_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    item: Mapped[AgendaItem] = relationship(lazy="raise_on_sql", viewonly=True)
    owner: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[owner_id])

    def concerns(self, person: Any) -> bool:
        return bool(self.owner_id == person.id)

    @property
    def who(self) -> str:
        """Return who brings it back, as a reference: whoever asked not to be named is not named here either."""
        return reference(self.owner_id)

    @property
    def texts(self) -> list[str]:
        return [self.what, self.why, self.let_go_because]


class QuestionState(StrEnum):
    """Where the answer to a question is."""

    COMING = "coming"
    ANSWERED = "answered"
    CANNOT = "cannot"


class Question(InMeeting, db.Base):
    """A question that was asked at a meeting. `state`, `answer` and `due_on` are those of its newest answer."""

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_space_id_state", "space_id", "state"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    words: Mapped[str]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # only if they wish it to be said
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))  # who answers
    state: Mapped[QuestionState] = mapped_column(db.one_of(QuestionState), default=QuestionState.COMING)
    answer: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    changed_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    item: Mapped[AgendaItem] = relationship(lazy="raise_on_sql", viewonly=True)
    owner: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[owner_id])
    asked_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[asked_by_id])
    answers: Mapped[list["QuestionAnswer"]] = relationship(
        "QuestionAnswer", lazy="raise_on_sql", viewonly=True, order_by="QuestionAnswer.id.desc()"
    )

    def concerns(self, person: Any) -> bool:
        return person.id in {self.owner_id, self.asked_by_id}

    @property
    def who(self) -> str:
        """Return who answers, as a reference: whoever asked not to be named is not named here either."""
        return reference(self.owner_id)

    @property
    def asked_by_whom(self) -> str:
        return reference(self.asked_by_id) if self.asked_by_id else ""

    @property
    def texts(self) -> list[str]:
        return [self.words, self.answer]


class QuestionAnswer(db.Base):
    """One answer to a question, kept for ever: answered, coming by a day, or why it cannot be answered."""

    __tablename__ = "question_answer"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), index=True)
    state: Mapped[QuestionState] = mapped_column(db.one_of(QuestionState))
    words: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    @property
    def who(self) -> str:
        """Return who said it, as a reference."""
        return reference(self.by_id)
