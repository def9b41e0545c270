"""An item that may be hard to talk about, and who wants somebody to be in touch afterwards."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import InMeeting, Meeting
from workspace.people.models import Person


class After(StrEnum):
    """How somebody wants us to be in touch after a difficult conversation."""

    NOT = "not"
    MESSAGE = "message"
    RING = "ring"


class DifficultItem(InMeeting, db.Base):
    """What was prepared for an item that may be hard. The second facilitator counts once they said yes."""

    __tablename__ = "difficult_item"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), unique=True)
    second_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    second_said: Mapped[bool | None]  # nothing yet: they were asked
    check_days: Mapped[int]  # after the meeting, until we are in touch
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    flagged_at: Mapped[datetime]
    followed_up_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    item: Mapped[AgendaItem] = relationship(lazy="raise_on_sql", viewonly=True)
    second: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[second_id])
    by: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[by_id])

    def asks(self, person: Any) -> bool:
        """Say whether this person was asked to be the second facilitator, and is still invited."""
        return self.second_id == person.id and self.invited(person)


class Aftercare(db.Base):
    """Somebody who wants us to be in touch after a difficult conversation. Nobody else learns who, but whom they chose
    to ring them."""

    __tablename__ = "aftercare"
    __table_args__ = (UniqueConstraint("difficult_item_id", "person_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    difficult_item_id: Mapped[int] = mapped_column(ForeignKey("difficult_item.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    way: Mapped[After] = mapped_column(db.one_of(After))
    ring_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    chosen_at: Mapped[datetime]
    rung_at: Mapped[datetime | None]

    of: Mapped[DifficultItem] = relationship(lazy="raise_on_sql", viewonly=True)
    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[person_id])

    @property
    def space(self) -> Any:
        return self.of.space

    def asks(self, person: Any) -> bool:
        """Say whether this person was asked to ring, and still belongs to the space."""
        return self.ring_by_id == person.id and person.role_in(self.space_id) is not None
