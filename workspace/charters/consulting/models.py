"""A consultation on a draft, its questions, and what people said."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.charters.kinds import Kind
from workspace.charters.models import Charter, CharterVersion
from workspace.people.models import Person
from workspace.spaces.models import Space

LONGEST_NAME = 100


class Phase(StrEnum):
    """What people are asked about. How it looks comes after what it says."""

    CONTENT = "content"
    DESIGN = "design"


class About(StrEnum):
    """What a comment is about."""

    WHOLE = "whole"
    QUESTION = "question"
    CLAUSE = "clause"


class Stance(StrEnum):
    """How somebody feels about it."""

    AGREE = "agree"
    UNSURE = "unsure"
    DISAGREE = "disagree"


class Came(StrEnum):
    """How a comment came here."""

    PAGE = "page"
    POST = "post"
    PHONE = "phone"
    MAIL = "mail"
    MEETING = "meeting"


class Fate(StrEnum):
    """What the group says to a comment."""

    WAITING = "waiting"
    THINKING = "thinking"
    CHANGED = "changed"
    NOT_CHANGED = "not_changed"


class Consultation(db.Base):
    """People are asked about a draft between two days. What each clause said when it began is kept with it."""

    __tablename__ = "consultation"
    __table_args__ = (
        UniqueConstraint("version_id", "phase"),
        Index("ix_consultation_space_id", "space_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id", ondelete="CASCADE"))
    phase: Mapped[Phase] = mapped_column(db.one_of(Phase))
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    why: Mapped[str]  # names in the texts are kept as references
    can_change: Mapped[str]
    cannot_change: Mapped[str]
    is_public: Mapped[bool] = mapped_column(default=False)  # anybody who has the address can read it and say something
    as_it_was: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)  # what each clause said, by its number
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    missed_who: Mapped[str] = mapped_column(default="")
    who_said: Mapped[str] = mapped_column(default="")  # that they were missed
    missed_what: Mapped[str] = mapped_column(default="")
    what_said: Mapped[str] = mapped_column(default="")  # that it was missed
    # The action that each of the two answers became.
    who_task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id", ondelete="SET NULL"))
    what_task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id", ondelete="SET NULL"))

    version: Mapped[CharterVersion] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def charter(self) -> Charter:
        return self.version.charter

    @property
    def space(self) -> Space:
        return self.version.space

    @property
    def texts(self) -> list[str]:
        missed = [self.missed_who, self.who_said, self.missed_what, self.what_said]
        return [self.why, self.can_change, self.cannot_change, *missed]

    def takes_comments(self, today: date) -> bool:
        """Say whether people can say something on this day."""
        return self.closed_at is None and self.opens_on <= today <= self.closes_on


class ConsultationQuestion(db.Base):
    """Something that people are asked. One that is asked no more stays for what was said to it."""

    __tablename__ = "consultation_question"
    __table_args__ = (
        Index("ix_consultation_question_space_id", "space_id"),
        Index("ix_consultation_question_consultation_id", "consultation_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(SmallInteger)
    words: Mapped[str]
    is_out: Mapped[bool] = mapped_column(default=False)


class CharterComment(db.Base):
    """What somebody said of a draft, and the group's answer. It keeps the words that it was about, as they were."""

    __tablename__ = "charter_comment"
    __table_args__ = (
        Index("ix_charter_comment_space_id", "space_id"),
        Index("ix_charter_comment_by_id", "by_id"),
        Index("ix_charter_comment_part_id", "part_id"),
        Index("ix_charter_comment_question_id", "question_id"),
        Index("ix_charter_comment_clause", "consultation_id", "clause_number"),
        Index("ix_charter_comment_fate", "consultation_id", "fate"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    about: Mapped[About] = mapped_column(db.one_of(About))
    question_id: Mapped[int | None] = mapped_column(ForeignKey("consultation_question.id", ondelete="SET NULL"))
    part_id: Mapped[int | None] = mapped_column(ForeignKey("charter_part.id", ondelete="SET NULL"))
    clause_kind: Mapped[Kind | None] = mapped_column(db.one_of(Kind))
    clause_number: Mapped[int | None] = mapped_column(SmallInteger)
    said_of: Mapped[str] = mapped_column(default="")  # the question or clause as it was; names are kept as references
    stance: Mapped[Stance | None] = mapped_column(db.one_of(Stance))
    words: Mapped[str] = mapped_column(default="")  # names in it are kept as references
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    said_by: Mapped[str] = mapped_column(default="")  # as they want to be called here
    came: Mapped[Came] = mapped_column(db.one_of(Came))
    came_from: Mapped[str] = mapped_column(default="")  # which letter, call or meeting
    typed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    fate: Mapped[Fate] = mapped_column(db.one_of(Fate), default=Fate.WAITING)
    answer: Mapped[str] = mapped_column(default="")  # names in it are kept as references
    answered_at: Mapped[datetime | None]
    changed_number: Mapped[int | None] = mapped_column(SmallInteger)  # the clause that changed because of it
    old_words: Mapped[str] = mapped_column(default="")
    new_words: Mapped[str] = mapped_column(default="")

    consultation: Mapped[Consultation] = relationship(lazy="raise_on_sql", viewonly=True)
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[by_id])
    hiding: Mapped["HiddenComment | None"] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def space(self) -> Space:
        return self.consultation.space

    @property
    def is_public(self) -> bool:
        return self.consultation.is_public

    @property
    def is_hidden(self) -> bool:
        return self.hiding is not None and not self.hiding.is_back

    @property
    def texts(self) -> list[str]:
        of_hiding = self.hiding.texts if self.hiding else []
        of_whom = [self.said_by, self.came_from]
        return [self.said_of, self.words, self.answer, self.old_words, self.new_words, *of_whom, *of_hiding]

    def appeals_to(self, person: Person) -> bool:
        """Say whether this person is asked to look again at what was hidden."""
        return self.hiding is not None and self.hiding.appeal_to_id == person.id


class HiddenComment(db.Base):
    """A comment was hidden, by the group agreement, with a reason and somebody who looks at it again if asked."""

    __tablename__ = "hidden_comment"
    __table_args__ = (
        UniqueConstraint("comment_id"),
        Index("ix_hidden_comment_space_id", "space_id"),
        Index("ix_hidden_comment_appeal_to_id", "appeal_to_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("charter_comment.id", ondelete="CASCADE"))
    why: Mapped[str]  # names in the texts are kept as references
    hidden_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    hidden_at: Mapped[datetime]
    appeal_to_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    appeal: Mapped[str] = mapped_column(default="")
    appealed_at: Mapped[datetime | None]
    is_back: Mapped[bool] = mapped_column(default=False)
    settled: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None]

    appeal_to: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[appeal_to_id])

    @property
    def texts(self) -> list[str]:
        return [self.why, self.appeal, self.settled]
