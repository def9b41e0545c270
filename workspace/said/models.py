"""What somebody marked as theirs, and what came of what was said."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.actions.models import Task
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import InMeeting, Meeting
from workspace.meetings.notes.models import Decision
from workspace.people.models import Person


class SaidKind(StrEnum):
    """In which form something was said."""

    HEARD = "heard"
    QUESTION = "question"
    SUGGESTION = "suggestion"
    PARKED = "parked"
    VIEW = "view"  # a different view, beside a decision
    OWN = "own"  # a line that its owner wrote
    ACTION = "action"  # from which a pair is made; nobody marks it as theirs


class Shown(StrEnum):
    """Who may know that something is somebody's."""

    PRIVATE = "private"
    WITHOUT_NAME = "without_name"
    NAMED = "named"


class Result(StrEnum):
    """What came of something that was said."""

    DECISION = "decision"
    ACTION = "action"
    ANSWER = "answer"
    NOT_POSSIBLE = "not_possible"


class Contribution(InMeeting, db.Base):
    """Something that a person marked as theirs. `of_id` is the number of what was said, of the table that `kind` names;
    a line of their own stands in `words`. A private one has no number, writes no record and sends no mail."""

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "of_id"),
        UniqueConstraint("space_id", "number"),
        Index("ix_contribution_space_id_kind_of_id", "space_id", "kind", "of_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[SaidKind] = mapped_column(db.one_of(SaidKind))
    of_id: Mapped[int | None]
    words: Mapped[str] = mapped_column(default="")
    shown: Mapped[Shown] = mapped_column(db.one_of(Shown))
    number: Mapped[int | None]  # on the list of the space
    marked_at: Mapped[datetime]
    took_days: Mapped[int | None]  # after how many days something first came of it
    news_at: Mapped[datetime | None]  # when what came of it changed last

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    item: Mapped[AgendaItem | None] = relationship(lazy="raise_on_sql", viewonly=True)
    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def key(self) -> tuple[SaidKind, int]:
        """Return what was said: its form and its number."""
        return self.kind, self.id if self.of_id is None else self.of_id


class Outcome(InMeeting, db.Base):
    """What came of something that was said, kept for ever; the newest one counts."""

    __tablename__ = "said_outcome"
    __table_args__ = (Index("ix_said_outcome_space_id_kind_of_id", "space_id", "kind", "of_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    kind: Mapped[SaidKind] = mapped_column(db.one_of(SaidKind))
    of_id: Mapped[int]
    result: Mapped[Result] = mapped_column(db.one_of(Result))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    decision: Mapped[Decision | None] = relationship(lazy="raise_on_sql", viewonly=True)
    task: Mapped[Task | None] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def key(self) -> tuple[SaidKind, int]:
        """Return what it came of: its form and its number."""
        return self.kind, self.of_id
