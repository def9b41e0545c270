"""Who a meeting needs, and how far they should shape what is decided."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import InMeeting, Involvement, Meeting
from workspace.people.models import Person


class WantedKind(StrEnum):
    """What is wanted: one person, whoever has a role, a group, or an organisation."""

    PERSON = "person"
    ROLE = "role"
    GROUP = "group"
    BODY = "body"


class Wanted(InMeeting, db.Base):
    """Somebody whom a meeting needs. `person_id` is set where that is known: a member, or whoever comes for a group."""

    __tablename__ = "wanted"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    kind: Mapped[WantedKind] = mapped_column(db.one_of(WantedKind))
    who: Mapped[str] = mapped_column(String(200), default="")  # empty for a person whom we know: their name can change
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    involvement: Mapped[Involvement] = mapped_column(db.one_of(Involvement))
    why: Mapped[str]
    asked_at: Mapped[datetime]  # when it was first written
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[person_id])

    @property
    def place(self) -> Invitation | None:
        """Return the invitation of whoever it is. Needs everybody who is invited loaded."""
        invited = self.meeting.invitations
        return next((one for one in invited if one.person_id == self.person_id), None) if self.person_id else None
