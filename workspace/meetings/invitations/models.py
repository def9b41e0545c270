"""One person's place at one meeting."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.models import InMeeting, Meeting
from workspace.people.models import Person
from workspace.people.needs.models import NeedKind, SeenBy


class Answer(StrEnum):
    """What somebody answered."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    PHONE = "phone"
    NOT_SURE = "not_sure"
    APOLOGIES = "apologies"


COMING = {Answer.IN_PERSON, Answer.ONLINE, Answer.PHONE}


class Duty(StrEnum):
    """What somebody looks after at the meeting."""

    CHAIR = "chair"
    CO_CHAIR = "co_chair"
    NOTE_TAKER = "note_taker"
    WELCOMER = "welcomer"
    NONE = "none"


class Introduction(StrEnum):
    """Where a person's introduction is. Skipping is fine, and can be taken back."""

    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"


class Invitation(InMeeting, db.Base):
    """A person's place at a meeting. `position` is their turn in the introductions."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id"),
        Index("ix_invitation_person_id_meeting_id", "person_id", "meeting_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    as_guest: Mapped[bool] = mapped_column(default=False)
    duty: Mapped[Duty] = mapped_column(db.one_of(Duty), default=Duty.NONE)
    title: Mapped[str] = mapped_column(String(200), default="")  # who the person is in the space, as it was then
    position: Mapped[int] = mapped_column(default=0)
    invited_at: Mapped[datetime | None]
    answer: Mapped[Answer | None] = mapped_column(db.one_of(Answer))
    answered_at: Mapped[datetime | None]
    coming_with: Mapped[str] = mapped_column(String(200), default="")
    name_in_notes: Mapped[bool] = mapped_column(default=True)
    introduction: Mapped[Introduction] = mapped_column(db.one_of(Introduction), default=Introduction.WAITING)

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)
    needs: Mapped[list["InvitationNeed"]] = relationship(
        "InvitationNeed", lazy="raise_on_sql", viewonly=True, order_by="InvitationNeed.id"
    )


class InvitationNeed(db.Base):
    """What a person needs at this meeting. It is the person's answer for this time, copied from their profile."""

    __tablename__ = "invitation_need"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    kind: Mapped[NeedKind] = mapped_column(db.one_of(NeedKind))
    words: Mapped[str] = mapped_column(default="")
    seen_by: Mapped[SeenBy] = mapped_column(db.one_of(SeenBy))
