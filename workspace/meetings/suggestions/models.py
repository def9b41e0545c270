"""What somebody suggested for an agenda, and the answer to it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import InMeeting, Meeting
from workspace.people.models import Person


class SuggestionState(StrEnum):
    """What became of a suggestion."""

    WAITING = "waiting"
    ON_AGENDA = "on_agenda"
    NEXT_TIME = "next_time"
    NOT_HERE = "not_here"


class Suggestion(InMeeting, db.Base):
    """Something for the agenda of a meeting. Who suggested it is said on the agenda only if they wish (`named`)."""

    __tablename__ = "suggestion"
    __table_args__ = (Index("ix_suggestion_space_id_state", "space_id", "state"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(200))
    why: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    named: Mapped[bool] = mapped_column(default=True)
    suggested_at: Mapped[datetime]
    state: Mapped[SuggestionState] = mapped_column(db.one_of(SuggestionState), default=SuggestionState.WAITING)
    answer: Mapped[str] = mapped_column(default="")
    where_instead: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    by: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[by_id])
    answered_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[answered_by_id])
    items: Mapped[list[AgendaItem]] = relationship(
        "AgendaItem",
        lazy="raise_on_sql",
        viewonly=True,
        order_by="AgendaItem.id.desc()",
        primaryjoin="and_(foreign(AgendaItem.came_from_id) == Suggestion.id, AgendaItem.came_from == 'suggestion',"
        " AgendaItem.removed_at.is_(None))",
    )

    @property
    def item(self) -> AgendaItem | None:
        """Return the item that it became, while that is on an agenda. Needs the items loaded."""
        return next(iter(self.items), None)

    @property
    def waits(self) -> bool:
        """Say whether somebody still has to answer: nobody did, or the item that it became was removed."""
        off_again = self.state is SuggestionState.ON_AGENDA and self.item is None
        return self.state is SuggestionState.WAITING or off_again
