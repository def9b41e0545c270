"""One item of an agenda."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.models import InMeeting, Meeting
from workspace.spaces.models import Sharing


class ItemKind(StrEnum):
    """What an item is for."""

    INTRODUCTIONS = "introductions"
    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"
    BREAK = "break"


class ItemState(StrEnum):
    """Where an item is while the meeting runs."""

    WAITING = "waiting"
    NOW = "now"
    DONE = "done"


class CameFrom(StrEnum):
    """What an item was before it was on an agenda."""

    SUGGESTION = "suggestion"
    ACTION = "action"
    PARKED = "parked"
    QUESTION = "question"
    DECISION = "decision"  # that the group has still to agree
    MISSED = "missed"  # said before an earlier meeting closed
    MATTERS = "matters"  # one item for all that is carried from before


@dataclass(frozen=True)
class Source:
    """Where an item comes from: what it was, with its number, and whose idea it was, where that may be said.

    `suggested_by` holds a name as a reference, `from_members` says that it began with somebody who is no organiser.
    """

    came_from: CameFrom
    came_from_id: int
    suggested_by: str = ""
    began_with_members: bool = False


class AgendaItem(InMeeting, db.Base):
    """Something on the agenda. A removed item is kept for putting back; its notes are never lost."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="some_minutes"),
        Index("ix_agenda_item_meeting_id_position", "meeting_id", "position"),
        Index("ix_agenda_item_came_from_id", "came_from_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[ItemKind] = mapped_column(db.one_of(ItemKind))
    title: Mapped[str] = mapped_column(String(200))
    details: Mapped[str] = mapped_column(default="")
    content_note: Mapped[str] = mapped_column(default="")
    is_difficult: Mapped[bool] = mapped_column(default=False)  # may be hard to talk about: prepared and followed up
    led_by: Mapped[str] = mapped_column(default="")  # names in it are kept as references, which are longer
    minutes: Mapped[int] = mapped_column(default=10)
    state: Mapped[ItemState] = mapped_column(db.one_of(ItemState), default=ItemState.WAITING)
    came_from: Mapped[CameFrom | None] = mapped_column(db.one_of(CameFrom))
    came_from_id: Mapped[int | None]
    suggested_by: Mapped[str] = mapped_column(default="")
    began_with_members: Mapped[bool] = mapped_column(default=False)
    sharing: Mapped[Sharing] = mapped_column(db.one_of(Sharing), default=Sharing.GROUP)
    removed_at: Mapped[datetime | None]
    notes_shown: Mapped[bool] = mapped_column(default=False)  # to everybody invited, while they are written
    interests: Mapped[str] = mapped_column(default="")  # a line each: who has one of their own in this, and what

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[meeting_id])

    @property
    def texts(self) -> tuple[str, ...]:
        """Return every text of it in which somebody may be named, as it is kept."""
        return self.led_by, self.details, self.suggested_by, self.interests
