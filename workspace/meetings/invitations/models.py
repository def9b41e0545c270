"""One person's place at one meeting."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.models import InMeeting, Meeting
from workspace.people.models import Person
from workspace.people.needs.models import Need, NeedKind

if TYPE_CHECKING:
    from workspace.meetings.arrangements.models import ArrangementStep


class Answer(StrEnum):
    """What somebody answered."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    PHONE = "phone"
    NOT_SURE = "not_sure"
    APOLOGIES = "apologies"


COMING = {Answer.IN_PERSON, Answer.ONLINE, Answer.PHONE}
MAY_COME = {*COMING, Answer.NOT_SURE}


class Duty(StrEnum):
    """What somebody looks after at the meeting."""

    CHAIR = "chair"
    CO_CHAIR = "co_chair"
    NOTE_TAKER = "note_taker"
    WELCOMER = "welcomer"
    NONE = "none"


CHAIRS = {Duty.CHAIR, Duty.CO_CHAIR}


class Part(StrEnum):
    """How somebody is there: with a voice of their own, or to help others to use theirs."""

    VOICE = "voice"
    SUPPORTER = "supporter"
    INTERPRETER = "interpreter"


class Introduction(StrEnum):
    """Where a person's introduction is. Skipping is fine, and can be taken back."""

    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"


class TurnAt(StrEnum):
    """Where in the introductions somebody is put: before all who wait, or after everybody."""

    NEXT = "next"
    LAST = "last"


class CheckOut(StrEnum):
    """Where a person's last word is. Passing is fine, and can be taken back."""

    WAITING = "waiting"
    SAID = "said"
    PASSED = "passed"


class Attended(StrEnum):
    """How somebody was there, or that they were not, as whoever takes the notes saw it."""

    IN_ROOM = "in_room"
    ONLINE = "online"
    PHONE = "phone"
    APOLOGIES = "apologies"
    AWAY = "away"


PRESENT = {Attended.IN_ROOM, Attended.ONLINE, Attended.PHONE}


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
    part: Mapped[Part] = mapped_column(db.one_of(Part), default=Part.VOICE)
    helps_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))  # of a supporter
    interprets: Mapped[str] = mapped_column(String(200), default="")  # of an interpreter: which language
    duty: Mapped[Duty] = mapped_column(db.one_of(Duty), default=Duty.NONE)
    title: Mapped[str] = mapped_column(String(200), default="")  # who the person is in the space, as it was then
    position: Mapped[int] = mapped_column(default=0)
    invited_at: Mapped[datetime | None]
    answer: Mapped[Answer | None] = mapped_column(db.one_of(Answer))
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # whoever wrote the answer down
    coming_with: Mapped[str] = mapped_column(String(200), default="")
    name_in_notes: Mapped[bool] = mapped_column(default=True)
    introduction: Mapped[Introduction] = mapped_column(db.one_of(Introduction), default=Introduction.WAITING)

    own_introduction: Mapped[str] = mapped_column(default="")  # for this meeting, in place of the profile's words
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # who reads the introduction aloud for them
    agreement_id: Mapped[int | None] = mapped_column(
        ForeignKey("agreement.id")
    )  # the group agreement that they accepted
    attended: Mapped[Attended | None] = mapped_column(db.one_of(Attended))
    attended_at: Mapped[datetime | None]  # when that was written down
    came_at_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))  # the item; empty: from the start
    left_at_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))  # the item; empty: stayed to the end

    check_out: Mapped[CheckOut] = mapped_column(db.one_of(CheckOut), default=CheckOut.WAITING)
    check_out_words: Mapped[str] = mapped_column(default="")  # if they want their last word in the notes

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[person_id])
    answered_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[answered_by_id])
    needs: Mapped[list["InvitationNeed"]] = relationship(
        "InvitationNeed", lazy="raise_on_sql", viewonly=True, order_by="InvitationNeed.id"
    )

    def place_of(self, person: Any) -> "Invitation | None":
        """Return the person's place: this one needs no list of the others."""
        return self if self.person_id == person.id else super().place_of(person)

    def stands_for(self, person: Any) -> bool:
        """Say whether this is the person's own place and opens the meeting to them: whoever has left the space stays
        in its list, and sees no more of it; a guest never belonged to it."""
        return self.person_id == person.id and (self.as_guest or person.role_in(self.space_id) is not None)

    @property
    def runs_it(self) -> bool:
        """Say whether the person looks after the meeting's course or its notes."""
        return self.duty in {Duty.CHAIR, Duty.CO_CHAIR, Duty.NOTE_TAKER}

    @property
    def chairs(self) -> bool:
        return self.duty in CHAIRS

    @property
    def is_voice(self) -> bool:
        """Say whether the person counts as a voice: supporters and interpreters come beside those."""
        return self.part is Part.VOICE

    @property
    def introduces_with(self) -> str:
        """Return the person's words about themselves: those for this meeting, else those of their profile."""
        return self.own_introduction or self.person.about

    @property
    def was_present(self) -> bool:
        """Say whether it was written down that the person was there, for all of the meeting or a part."""
        return self.attended in PRESENT

    @property
    def takes_part(self) -> bool:
        """Say whether the person is in the room, as far as is known: written down, else as they answered."""
        return self.was_present if self.attended else self.is_coming or self.introduction is Introduction.DONE

    @property
    def sent_apologies(self) -> bool:
        """Say whether the person sent apologies, and did not come after all."""
        if self.attended:
            return self.attended is Attended.APOLOGIES
        return self.answer is Answer.APOLOGIES and not self.takes_part

    @property
    def is_coming(self) -> bool:
        return self.answer in COMING

    @property
    def may_come(self) -> bool:
        return self.answer in MAY_COME


class InvitationNeed(db.Base):
    """What a person needs at this meeting: one of the needs of their profile, or one told for this time alone.

    A need of the profile is pointed at and never copied. When its owner changes it or who sees it, or takes it away,
    that holds here at once. What is done about it is told in steps (meetings/arrangements/), which go when it goes.
    """

    __tablename__ = "invitation_need"
    __table_args__ = (CheckConstraint("(need_id IS NULL) <> (kind IS NULL)", name="from_profile_or_told"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"), index=True)
    kind: Mapped[NeedKind | None] = mapped_column(db.one_of(NeedKind))
    words: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime | None]  # when what was told for this time was said in other words

    need: Mapped[Need | None] = relationship(lazy="raise_on_sql", viewonly=True)
    invitation: Mapped[Invitation] = relationship(lazy="raise_on_sql", viewonly=True)
    steps: Mapped[list["ArrangementStep"]] = relationship(
        "ArrangementStep", lazy="raise_on_sql", viewonly=True, order_by="ArrangementStep.number"
    )

    @property
    def what(self) -> "Need | InvitationNeed":
        """Return whichever holds the kind and the words: the need of the profile as it is today, or this."""
        return self.need or self

    @property
    def is_shown(self) -> bool:
        """Say whether the person shows it to anybody."""
        return self.need is None or self.need.agreed_at is not None


class TakenBack(InMeeting, db.Base):
    """What somebody typed for a meeting before their invitation was taken back. Nobody reads it: it waits for them in
    case they are invited again, until the meeting is over."""

    __tablename__ = "taken_back"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    answered_at: Mapped[datetime | None]
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
