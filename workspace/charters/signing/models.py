"""Somebody who is asked to sign a version of a charter, and what they signed."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.actions.bodies.models import Body
from workspace.charters.models import Charter, CharterVersion
from workspace.people.models import Person
from workspace.people.signin.models import Proof
from workspace.spaces.models import Space

LONGEST_STATEMENT = 1000  # letters


class SigningState(StrEnum):
    """Where a signature is. Whether one that was given still holds is told by its dates: see lapses.py."""

    ASKED = "asked"
    SIGNED = "signed"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"  # by whoever asked
    WITHDRAWN = "withdrawn"  # by whoever signed


class Check(StrEnum):
    """What a body has to be able to say before it signs."""

    ASKED = "asked"
    ANSWERS = "answers"
    MEANS = "means"
    REPORTS = "reports"
    NO_GAIN = "no_gain"


class Signing(db.Base):
    """A signature under a version, from the question on. What is sealed is kept as it was sealed, letter by letter;
    what pages show beside it follows people's names."""

    __tablename__ = "charter_signing"
    __table_args__ = (
        Index("ix_charter_signing_space_id", "space_id"),
        Index("ix_charter_signing_charter_id", "charter_id"),
        Index("ix_charter_signing_version_id", "version_id"),
        Index("ix_charter_signing_person_id", "person_id"),
        Index("ix_charter_signing_body_id", "body_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    post: Mapped[str] = mapped_column(String(200))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answer_by: Mapped[date]
    state: Mapped[SigningState] = mapped_column(db.one_of(SigningState))

    # What the body says before it signs.
    ready_at: Mapped[datetime | None]  # when it could say yes to every check
    not_yet: Mapped[list[str]] = mapped_column(JSON, default=list)  # checks
    missing: Mapped[str] = mapped_column(default="")  # what is missing for them
    interests: Mapped[str] = mapped_column(default="")

    # What is signed; until signed_at, what somebody has written and not signed yet.
    name: Mapped[str] = mapped_column(String(400), default="")  # names in the texts are kept as references
    authority: Mapped[str] = mapped_column(default="")  # on whose behalf, and who gave it
    statement: Mapped[str] = mapped_column(String(LONGEST_STATEMENT * 2), default="")
    reservations: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)  # number of a clause, words
    until: Mapped[date | None]
    assisted_by: Mapped[str] = mapped_column(String(400), default="")
    written_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]

    # What is sealed.
    code: Mapped[str | None] = mapped_column(String(14), unique=True)
    identity: Mapped[Proof | None] = mapped_column(db.one_of(Proof))
    evidence: Mapped[str] = mapped_column(default="")
    record_number: Mapped[int | None]  # of the record of what was done
    record_seal: Mapped[str] = mapped_column(String(64), default="")
    key_name: Mapped[str] = mapped_column(String(16), default="")
    seal: Mapped[str] = mapped_column(String(128), default="")

    # How it ended.
    why: Mapped[str] = mapped_column(default="")  # it was declined or withdrawn
    ended_at: Mapped[datetime | None]
    left_on: Mapped[date | None]  # when whoever signed left the post

    charter: Mapped[Charter] = relationship(lazy="raise_on_sql", viewonly=True)
    version: Mapped[CharterVersion] = relationship(lazy="raise_on_sql", viewonly=True)
    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[person_id])
    asked_by: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[asked_by_id])
    body: Mapped[Body] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def space(self) -> Space:
        return self.charter.space

    @property
    def is_signed(self) -> bool:
        """Say whether a signature was given, whatever became of it."""
        return self.signed_at is not None

    @property
    def texts(self) -> list[str]:
        held_back = [words for _number, words in self.reservations]
        return [
            self.missing,
            self.interests,
            self.name,
            self.authority,
            self.statement,
            self.assisted_by,
            self.why,
            *held_back,
        ]

    def stands_for(self, person: Person) -> bool:
        """Say whether it is this person who is asked: nobody else signs for them, whatever link they hold."""
        return self.person_id == person.id and self.state is not SigningState.TAKEN_BACK
