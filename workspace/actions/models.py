"""An action, and every change of it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import Meeting
from workspace.people.models import Person
from workspace.spaces.models import Sharing, Space


class ActionState(StrEnum):
    """Where an action is."""

    TO_DO = "to_do"
    DOING = "doing"
    STUCK = "stuck"
    DONE = "done"
    COULD_NOT = "could_not"


OPEN_STATES = (ActionState.TO_DO, ActionState.DOING, ActionState.STUCK)


class Task(db.Base):
    """An action as people speak of it; called a task in code, where `Action` already means what somebody may do."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_space_id_state_due_on", "space_id", "state", "due_on"),
        Index("ix_task_owner_id_state", "owner_id", "state"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"))
    missed_id: Mapped[int | None] = mapped_column(ForeignKey("missed.id", ondelete="SET NULL"))
    what: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date | None]
    state: Mapped[ActionState] = mapped_column(db.one_of(ActionState), default=ActionState.TO_DO)
    state_words: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    owner: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[owner_id])
    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)
    meeting: Mapped[Meeting | None] = relationship(lazy="raise_on_sql", viewonly=True)
    item: Mapped[AgendaItem | None] = relationship(lazy="raise_on_sql", viewonly=True)
    changes: Mapped[list["TaskChange"]] = relationship(
        "TaskChange", lazy="raise_on_sql", viewonly=True, order_by="TaskChange.id.desc()"
    )

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def sharing(self) -> Sharing:
        """Return how far it is shared: as the item that it comes from, else as its meeting."""
        origin = self.item or self.meeting
        return origin.sharing if origin else Sharing.MEMBERS

    @property
    def open_to_members(self) -> bool:
        """Say whether all members may read it."""
        return self.sharing.reaches(Sharing.MEMBERS)

    def invited(self, person: Any) -> bool:
        """Say whether the person is invited to the meeting that it comes from."""
        return self.meeting is not None and self.meeting.invited(person)

    def days_late(self, today: date) -> int:
        """Return by how many days an open action is late, 0 when it is not."""
        return max(0, (today - self.due_on).days) if self.is_open and self.due_on else 0


class TaskChange(db.Base):
    """One change of an action, with the words of who made it."""

    __tablename__ = "task_change"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    state: Mapped[ActionState] = mapped_column(db.one_of(ActionState))
    words: Mapped[str] = mapped_column(default="")

    by: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)
