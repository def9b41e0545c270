"""An action, and every change of it."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, event, inspect, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.actions.bodies.models import Body
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import Meeting
from workspace.meetings.search.plain import mark_of, mark_of_body, words_to_keep
from workspace.people.models import Person
from workspace.spaces.models import Sharing, Space


class ActionState(StrEnum):
    """Where an action is."""

    TO_DO = "to_do"
    DOING = "doing"
    STUCK = "stuck"
    DONE = "done"
    COULD_NOT = "could_not"
    TO_BE_AGREED = "to_be_agreed"


OPEN_STATES = (ActionState.TO_DO, ActionState.DOING, ActionState.STUCK, ActionState.TO_BE_AGREED)
ENDED_STATES = (ActionState.DONE, ActionState.COULD_NOT)


class Change(StrEnum):
    """What became different about an action."""

    STATE = "state"
    ASKED = "asked"
    TAKEN_ON = "taken_on"
    DECLINED = "declined"
    OWNER_LEFT = "owner_left"
    SETTLED = "settled"
    NOT_SETTLED = "not_settled"
    REWORDED = "reworded"
    NEW_DAY = "new_day"
    REWORDED_WITH_DAY = "reworded_with_day"


class Part(StrEnum):
    """What somebody has to do with an action beside its owner and whoever raised it."""

    HELPS = "helps"
    FOLLOWS = "follows"


UNSETTLED = text("settled_at IS NULL")
NOBODYS = text("owner_id IS NULL AND asked_id IS NULL")


class Task(db.Base):
    """An action as people speak of it; called a task in code, where `Action` already means what somebody may do."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_space_id_state_due_on", "space_id", "state", "due_on"),
        Index("ix_task_owner_id_state", "owner_id", "state"),
        # Of what is not settled alone, so that it serves nothing else: it would be taken for the list of owners. So it
        # is on PostgreSQL too, by its migration: to say so here would load 2 MiB of PostgreSQL into every server.
        Index("ix_task_unsettled", "space_id", "due_on", sqlite_where=UNSETTLED),
        # The few that nobody does, for the page of those who ask somebody.
        Index("ix_task_needs_somebody", "space_id", "state", sqlite_where=NOBODYS),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"))
    missed_id: Mapped[int | None] = mapped_column(ForeignKey("missed.id", ondelete="SET NULL"))
    what: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    # Only somebody who said yes is an owner (S3-R9). Whoever is asked is not one yet.
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # For whom the owner said yes, when it is not for themselves: a body owns nothing without a person's yes.
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id", ondelete="SET NULL"), index=True)
    # With `raised_privately` nobody but that person may learn who it was, not even from a record or a list of mails.
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    raised_privately: Mapped[bool] = mapped_column(default=False)
    due_on: Mapped[date | None]
    state: Mapped[ActionState] = mapped_column(db.one_of(ActionState), default=ActionState.TO_DO)
    state_words: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]  # since when the group, or whoever raised it, calls it finished
    # What it is found by, with marks for its owner and its body. The database's own word index of it, made by the
    # migration, follows every change of this column by itself.
    words: Mapped[str] = mapped_column(default="", server_default="", deferred=True)

    owner: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[owner_id])
    asked: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[asked_id])
    body: Mapped[Body | None] = relationship(lazy="raise_on_sql", viewonly=True)
    raised_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[raised_by_id])
    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)
    meeting: Mapped[Meeting | None] = relationship(lazy="raise_on_sql", viewonly=True)
    item: Mapped[AgendaItem | None] = relationship(lazy="raise_on_sql", viewonly=True)
    changes: Mapped[list["TaskChange"]] = relationship(
        "TaskChange", lazy="raise_on_sql", viewonly=True, order_by="TaskChange.id.desc()"
    )

    circle: Mapped[list["TaskPerson"]] = relationship(
        "TaskPerson", lazy="raise_on_sql", viewonly=True, order_by="TaskPerson.id"
    )

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def waits_for_the_group(self) -> bool:
        """Say whether its owner called it finished, and nobody else has yet."""
        return not self.is_open and self.settled_at is None

    @property
    def needs_somebody(self) -> bool:
        """Say whether nobody does it, and nobody is asked to."""
        return self.is_open and self.owner_id is None and self.asked_id is None

    @property
    def owner_left(self) -> bool:
        """Say whether whoever did it last left the group. Needs the changes loaded."""
        who = (one.kind for one in self.changes if one.kind in {Change.OWNER_LEFT, Change.TAKEN_ON})
        return next(who, None) is Change.OWNER_LEFT

    def asks(self, person: Any) -> bool:
        """Say whether the person is asked to do it, and has not answered."""
        return bool(self.asked_id == person.id)

    @property
    def asked_for(self) -> Body | None:
        """Return the body or the role for which somebody is asked. Needs the changes loaded with their bodies."""
        return self._asking.body if self._asking else self.body

    @property
    def asked_by(self) -> Person | None:
        """Return who asked somebody to do it. Needs the changes loaded with whoever made them."""
        return self._asking.by if self._asking else None

    @property
    def _asking(self) -> "TaskChange | None":
        asking = (one for one in self.changes if one.kind is Change.ASKED and one.about_id == self.asked_id)
        return next(asking, None)

    def was_raised_by(self, person: Any) -> bool:
        return bool(self.raised_by_id == person.id)

    def was_raised_openly_by(self, person: Any) -> bool:
        """Say whether the person raised it with their name: whoever did so privately does nothing that tells of it."""
        return self.was_raised_by(person) and not self.raised_privately

    def concerns(self, person: Any) -> bool:
        """Say whether the person does it, or is asked to."""
        return person.id in {self.owner_id, self.asked_id}

    def has(self, person: Any, part: Part) -> bool:
        """Say whether the person has this part in it. Needs the circle loaded."""
        return any(one.person_id == person.id and one.part == part for one in self.circle)

    @property
    def helpers(self) -> list[Person]:
        """Return those who help, in the order in which they said so. Needs the circle loaded with its people."""
        return [one.person for one in self.circle if one.part is Part.HELPS]

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


FOUND_BY = ("space_id", "what", "why", "state_words", "owner_id", "body_id")


def findable_words(space_id: int, texts: Iterable[str], owner_id: int | None, body_id: int | None) -> str:
    """Return the words by which an action is found: those of its texts, and marks for its owner and its body, whose
    names may change. Whom a text names leaves no mark, for they may not wish to be named in it."""
    marks = [*([mark_of(owner_id)] if owner_id else []), *([mark_of_body(body_id)] if body_id else [])]
    return words_to_keep(space_id, "\n".join([*marks, *texts]), {})


@event.listens_for(Task, "before_insert")
@event.listens_for(Task, "before_update")
def _keep_findable(_mapper: Any, _connection: Any, task: Task) -> None:
    attributes = inspect(task).attrs
    if any(attributes[name].history.has_changes() for name in FOUND_BY):
        texts = (task.what, task.why or "", task.state_words or "")
        task.words = findable_words(task.space_id, texts, task.owner_id, task.body_id)


class TaskChange(db.Base):
    """One change of an action, with the words of who made it."""

    __tablename__ = "task_change"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    state: Mapped[ActionState] = mapped_column(db.one_of(ActionState))
    words: Mapped[str] = mapped_column(default="")
    kind: Mapped[Change] = mapped_column(db.one_of(Change), default=Change.STATE)
    about_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # who is asked; who raised it, and says so
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id", ondelete="SET NULL"))  # and for whom
    # Of one that is put in other words: what it said before.
    what_before: Mapped[str] = mapped_column(default="")
    due_before: Mapped[date | None]

    by: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[by_id])
    body: Mapped[Body | None] = relationship(lazy="raise_on_sql", viewonly=True)
    about: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[about_id])


class TaskPerson(db.Base):
    """Somebody who helps with an action, or wants to hear of it. Who follows is nobody else's business."""

    __tablename__ = "task_person"
    __table_args__ = (UniqueConstraint("task_id", "person_id", "part"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    part: Mapped[Part] = mapped_column(db.one_of(Part))

    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)
