"""A space, and a person's place in it."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.people.models import Person, SpeaksFor
from workspace.roles import Role

if TYPE_CHECKING:
    from workspace.spaces.dates.models import BankHolidays


class Nation(StrEnum):
    """Whose bank holidays a space keeps."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"
    NONE = "none"


class Sharing(StrEnum):
    """How far something may be passed on, from the narrowest circle to the widest.

    The same words name who reads: the people invited, all members of the space, or everyone.
    """

    GROUP = "group"
    MEMBERS = "members"
    PUBLIC = "public"

    def reaches(self, audience: "Sharing") -> bool:
        """Say whether what has this level may be read in this circle."""
        return self in reaching(audience)


def reaching(audience: Sharing) -> list[Sharing]:
    """Return the levels that may be read in this circle: its own and the wider ones."""
    levels = list(Sharing)
    return levels[levels.index(audience) :]


def narrowest(*levels: Sharing | None) -> Sharing:
    """Return the narrowest of these levels; None stands for "as the others"."""
    known = [level for level in levels if level is not None]
    return min(known, key=list(Sharing).index, default=Sharing.GROUP)


class NotesRule(StrEnum):
    """How the notes of a meeting become final."""

    DIRECT = "direct"
    SILENCE = "silence"
    MEETING = "meeting"


class Space(db.Base):
    """A group that works together. `space_id` is its own id, so that rules treat it as any thing of a space."""

    __tablename__ = "space"

    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(default="")
    how_to_join: Mapped[str] = mapped_column(default="")
    member_word: Mapped[str] = mapped_column(String(60), default="")
    members_word: Mapped[str] = mapped_column(String(60), default="")
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_pronouns: Mapped[str] = mapped_column(String(200), default="")
    contact_phone: Mapped[str] = mapped_column(String(60), default="")
    contact_hours: Mapped[str] = mapped_column(String(200), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_post: Mapped[str] = mapped_column(default="")
    outside_contact: Mapped[str] = mapped_column(default="")
    safeguarding_contact: Mapped[str] = mapped_column(default="")
    time_zone: Mapped[str] = mapped_column(String(60), default="Europe/London")
    language: Mapped[str] = mapped_column(String(10), default="en")
    notes_days: Mapped[int] = mapped_column(default=10)  # working days in which notes are promised
    agenda_days: Mapped[int] = mapped_column(default=7)  # by which an agenda is promised; 0: no promise
    reminder_days: Mapped[list[int]] = mapped_column(JSON, default=lambda: [7, 1])  # days before a meeting
    reminder_words: Mapped[str] = mapped_column(default="")  # the space's own, on top of each reminder
    mix: Mapped[str] = mapped_column(default="")  # of people, hoped for: a kind and a number on each line
    pay_advice: Mapped[str] = mapped_column(default="")  # where to ask what payment does to benefits; empty: ours
    support_words: Mapped[str] = mapped_column(default="")  # the space's own, on how to get support after a meeting
    arrange_days: Mapped[int] = mapped_column(default=7)  # days before a meeting by which needs are to be arranged
    outcome_days: Mapped[int] = mapped_column(default=30)  # in which something is to come of what people said
    sharing: Mapped[Sharing] = mapped_column(db.one_of(Sharing), default=Sharing.GROUP)  # where each meeting begins
    notes_rule: Mapped[NotesRule] = mapped_column(db.one_of(NotesRule), default=NotesRule.DIRECT)
    check_days: Mapped[int] = mapped_column(default=7)  # for checking a draft, offered when it is sent
    is_public: Mapped[bool] = mapped_column(default=True)
    glossary_mark: Mapped[str] = mapped_column(String(16), default="")  # another with each change; none: an empty list
    nearby_check_by: Mapped[date | None]  # of the places to turn to, the day by which the first is to be checked again
    nation: Mapped[Nation] = mapped_column(db.one_of(Nation), default=Nation.ENGLAND)
    created_at: Mapped[datetime]

    bank_holidays: Mapped["BankHolidays | None"] = relationship(
        "BankHolidays",
        lazy="raise_on_sql",
        viewonly=True,
        primaryjoin="foreign(Space.nation) == BankHolidays.nation",
    )

    @property
    def space_id(self) -> int:
        return self.id

    @property
    def space(self) -> "Space":
        return self


class Membership(db.Base):
    """A person's place in a space, kept when they leave: who was there stays true."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("space_id", "person_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(db.one_of(Role), default=Role.MEMBER)
    title: Mapped[str] = mapped_column(String(200), default="")  # in the space's own words: parent carer, officer…
    speaks_for: Mapped[SpeaksFor] = mapped_column(db.one_of(SpeaksFor), default=SpeaksFor.SELF)
    speaks_for_name: Mapped[str] = mapped_column(String(200), default="")
    skills: Mapped[str] = mapped_column(default="")  # what they can offer, in their own words, one on each line
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)
    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def has_lived_experience(self) -> bool:
        """Say whether the person is here with what they live through themselves, alone or for a group of people, and
        not for an organisation."""
        return self.speaks_for is not SpeaksFor.BODY
