"""A meeting: what it is for, what can change, when, where and how to join."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.spaces.models import Sharing, Space
from workspace.spaces.venues.models import Venue

if TYPE_CHECKING:
    from workspace.meetings.agenda.models import AgendaItem
    from workspace.meetings.invitations.models import Invitation
    from workspace.meetings.offer.models import Offer


class Involvement(StrEnum):
    """How far people shape what is decided, from least to most."""

    INFORMATION = "information"
    CONSULTATION = "consultation"
    ENGAGEMENT = "engagement"
    CO_DESIGN = "co_design"
    CO_PRODUCTION = "co_production"


class WhoDecides(StrEnum):
    """How far what a meeting is about is open to its members, from open to closed."""

    MEMBERS = "members"
    TOGETHER = "together"
    LAST_WORD = "last_word"
    ADVICE = "advice"
    DECIDED = "decided"


# The most that a meeting may be called, honestly, when this is who decides.
MOST_HONEST = {
    WhoDecides.MEMBERS: Involvement.CO_PRODUCTION,
    WhoDecides.TOGETHER: Involvement.CO_PRODUCTION,
    WhoDecides.LAST_WORD: Involvement.CO_DESIGN,
    WhoDecides.ADVICE: Involvement.ENGAGEMENT,
    WhoDecides.DECIDED: Involvement.INFORMATION,
}


class WorkLevel(StrEnum):
    """On which level a meeting works."""

    STRATEGIC = "strategic"
    SERVICE = "service"
    INDIVIDUAL = "individual"


class MeetingState(StrEnum):
    """Where a meeting is."""

    PLANNED = "planned"
    HAPPENING = "happening"
    CLOSED = "closed"
    CANCELLED = "cancelled"


CHANGING = {MeetingState.PLANNED, MeetingState.HAPPENING}


class Meeting(db.Base):
    """A meeting of a space."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_meeting_space_id_starts_at", "space_id", "starts_at"),
        Index("ix_meeting_space_id_notes_published_at", "space_id", "notes_published_at"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(default="")
    involvement: Mapped[Involvement | None] = mapped_column(db.one_of(Involvement))
    who_decides: Mapped[WhoDecides | None] = mapped_column(db.one_of(WhoDecides))
    work_level: Mapped[WorkLevel | None] = mapped_column(db.one_of(WorkLevel))
    can_change: Mapped[str] = mapped_column(default="")
    cannot_change: Mapped[str] = mapped_column(default="")
    decided_by_others: Mapped[str] = mapped_column(default="")
    money: Mapped[str] = mapped_column(default="")  # what there is to spend, or why that cannot be said
    is_statutory: Mapped[bool] = mapped_column(default=False)  # the law also asks for a consultation on the same matter
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id"), index=True)
    place: Mapped[str] = mapped_column(default="")  # a room of the venue, or a place that has no page
    way_in: Mapped[str] = mapped_column(default="")
    online_link: Mapped[str] = mapped_column(String(500), default="")
    phone_in: Mapped[str] = mapped_column(String(200), default="")
    to_join: Mapped[str] = mapped_column(default="")  # what people need who join online or by phone
    welcomer: Mapped[str] = mapped_column(default="")  # who meets people at the door, and how to know them
    offer: Mapped[str] = mapped_column(default="")  # for an older version that still runs: Offer holds it all

    mix: Mapped[str] = mapped_column(default="")  # of people, hoped for: a kind and a number on each line
    state: Mapped[MeetingState] = mapped_column(db.one_of(MeetingState), default=MeetingState.PLANNED)
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    cancelled_because: Mapped[str] = mapped_column(default="")
    # Answers have rows of their own by now (closing/models.py). An older version that still runs reads these two.
    missed_who: Mapped[str] = mapped_column(default="")
    missed_what: Mapped[str] = mapped_column(default="")
    # Of what belongs to no item, and where each new item begins.
    sharing: Mapped[Sharing] = mapped_column(db.one_of(Sharing), default=Sharing.GROUP)
    without_names: Mapped[bool] = mapped_column(default=False)  # everybody is "a member" in its notes
    notes_sent_at: Mapped[datetime | None]  # for checking, to those who were there
    notes_check_by: Mapped[date | None]
    notes_agreed_at: Mapped[datetime | None]
    notes_agreed_meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))  # None: by silence
    notes_published_at: Mapped[datetime | None]
    notes_published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    notes_edition: Mapped[int] = mapped_column(default=1)  # grows with each correction that is followed
    notes_corrected_at: Mapped[datetime | None]
    calendar_number: Mapped[int] = mapped_column(default=0)  # grows with each change, for people's calendars
    # Both grow with each change in the room: what everybody who follows sees, and what the facilitators alone see.
    room_number: Mapped[int] = mapped_column(default=0)
    private_number: Mapped[int] = mapped_column(default=0)
    agenda_days: Mapped[int | None]  # what the space promised when it was planned; None: nothing was promised
    agenda_changed_at: Mapped[datetime | None]  # last change before it began
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]

    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)
    venue: Mapped[Venue | None] = relationship(lazy="raise_on_sql", viewonly=True)
    items: Mapped[list["AgendaItem"]] = relationship(
        "AgendaItem",
        lazy="raise_on_sql",
        viewonly=True,
        order_by="AgendaItem.position",
        primaryjoin="and_(Meeting.id == foreign(AgendaItem.meeting_id), AgendaItem.removed_at.is_(None))",
    )
    invitations: Mapped[list["Invitation"]] = relationship(
        "Invitation", lazy="raise_on_sql", viewonly=True, order_by="Invitation.position"
    )
    offered: Mapped["Offer | None"] = relationship(
        "Offer",
        lazy="raise_on_sql",
        viewonly=True,
        primaryjoin="and_(Meeting.id == foreign(Offer.meeting_id), Offer.replaced_at.is_(None))",
    )

    @property
    def meeting(self) -> "Meeting":
        return self

    @property
    def where(self) -> str:
        """Return where it is, in one line: the room or place as written, then the venue. Needs the venue loaded."""
        return ", ".join(filter(None, [self.place, self.venue.in_one_line if self.venue else ""]))

    @property
    def entrance(self) -> str:
        """Return the way in as it was written for this meeting, else the venue's own. Needs the venue loaded."""
        return self.way_in or (self.venue.step_free if self.venue else "")

    @property
    def notes_are_published(self) -> bool:
        return self.notes_published_at is not None

    @property
    def notes_are_being_checked(self) -> bool:
        """Say whether those who were there may read the draft, to say what is wrong in it."""
        return self.notes_sent_at is not None and self.notes_published_at is None

    @property
    def missing_before_inviting(self) -> list[str]:
        """Return the fields that must be filled before anybody is invited: what for, on which level, what can change,
        who decides."""
        needed = ("purpose", "involvement", "who_decides", "work_level", "can_change", "cannot_change")
        return [name for name in needed if not getattr(self, name)]

    @property
    def can_be_changed(self) -> bool:
        """Say whether the meeting and its agenda may still change: it is neither finished nor cancelled."""
        return self.state in CHANGING

    def invited(self, person: Any) -> bool:
        """Say whether the person has a place here that still stands. Needs the invitations loaded."""
        place = self.place_of(person)
        return place is not None and place.stands_for(person)

    def place_of(self, person: Any) -> "Invitation | None":
        """Return the person's invitation. Needs the invitations loaded."""
        return next((i for i in self.invitations if i.person_id == person.id), None)


class InMeeting:
    """A thing that belongs to a meeting and follows its rules. The class has `meeting_id` and `meeting`."""

    meeting: Any

    @property
    def space(self) -> Space:
        space: Space = self.meeting.space
        return space

    def invited(self, person: Any) -> bool:
        place = self.place_of(person)
        return place is not None and place.stands_for(person)

    def place_of(self, person: Any) -> "Invitation | None":
        place: Invitation | None = self.meeting.place_of(person)
        return place

    @property
    def notes_are_published(self) -> bool:
        return bool(self.meeting.notes_are_published)

    @property
    def notes_are_being_checked(self) -> bool:
        return bool(self.meeting.notes_are_being_checked)
