"""Notes with all their versions, and decisions with their reasons."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import InMeeting, Meeting
from workspace.people.models import Person
from workspace.spaces.models import Sharing


class Note(InMeeting, db.Base):
    """What was written at one item. `version` is the number of the text that is saved, and grows with each change."""

    __tablename__ = "note"
    __table_args__ = (Index("ix_note_meeting_id", "meeting_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), unique=True)
    text: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sharing: Mapped[Sharing | None] = mapped_column(db.one_of(Sharing))  # None: as its item

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    item: Mapped[AgendaItem] = relationship(lazy="raise_on_sql", viewonly=True)
    saved_by: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)


class NoteVersion(db.Base):
    """A text that was saved. Kept for ever: notes are never overwritten without a trace.

    `set_aside`: somebody else saved first, and its writer has not said yet what becomes of it. Such a text never
    `stood` in the note, whatever is chosen: what is chosen is saved anew.
    """

    __tablename__ = "note_version"
    __table_args__ = (UniqueConstraint("note_id", "version"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    note_id: Mapped[int] = mapped_column(ForeignKey("note.id", ondelete="CASCADE"))
    version: Mapped[int]
    text: Mapped[str]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_aside: Mapped[bool] = mapped_column(default=False)
    stood: Mapped[bool] = mapped_column(default=True)


DECISION_TEXTS = ("asked_for", "words", "reason", "not_possible", "who_can_change", "different_views")


class Result(StrEnum):
    """How a decision ended."""

    AGREED = "agreed"
    COMPROMISE = "compromise"
    NOT_AGREED = "not_agreed"
    TO_BE_AGREED = "to_be_agreed"  # those who speak for others take it back to them first


class Decision(InMeeting, db.Base):
    """What was decided at an item, and why."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    asked_for: Mapped[str] = mapped_column(default="")
    result: Mapped[Result] = mapped_column(db.one_of(Result))
    words: Mapped[str]
    reason: Mapped[str]
    not_possible: Mapped[str] = mapped_column(default="")
    who_can_change: Mapped[str] = mapped_column(default="")
    different_views: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sharing: Mapped[Sharing | None] = mapped_column(db.one_of(Sharing))  # None: as its item

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    item: Mapped[AgendaItem] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def whole_text(self) -> str:
        """Return what was decided, asked for and said about it, one line each."""
        parts = (self.words, self.asked_for, self.reason, self.not_possible, self.different_views)
        return "\n".join(part for part in parts if part)


class DecisionVersion(db.Base):
    """What a decision said. Kept for ever, as with notes."""

    __tablename__ = "decision_version"
    __table_args__ = (UniqueConstraint("decision_id", "version"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"))
    version: Mapped[int]
    result: Mapped[Result] = mapped_column(db.one_of(Result))
    asked_for: Mapped[str]
    words: Mapped[str]
    reason: Mapped[str]
    not_possible: Mapped[str]
    who_can_change: Mapped[str]
    different_views: Mapped[str]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
