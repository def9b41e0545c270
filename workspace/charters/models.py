"""A charter, its versions, their parts; and a text on its way in."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.actions.bodies.models import LONGEST_NAME, Body
from workspace.charters.kinds import Kind
from workspace.meetings.models import Involvement, Meeting
from workspace.people.models import Person
from workspace.spaces.models import Space

SPLIT = ":"  # between a body's name and its part in a promise


class CharterKind(StrEnum):
    """What sort of paper it is."""

    CHARTER = "charter"
    AGREEMENT = "agreement"
    MEMORANDUM = "memorandum"


class VersionState(StrEnum):
    """A draft is written; while the group is asked nobody changes it; what is agreed stays as it is for ever."""

    DRAFT = "draft"
    ASKED = "asked"
    AGREED = "agreed"


class Charter(db.Base):
    """What a group and services promise each other."""

    __tablename__ = "charter"
    __table_args__ = (Index("ix_charter_space_id", "space_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    numbers_given: Mapped[int] = mapped_column(SmallInteger, default=0)  # the highest: none is given twice
    made_at: Mapped[datetime]
    is_public: Mapped[bool] = mapped_column(default=False)  # everybody may read what is in force, and who signed
    takes_names: Mapped[bool] = mapped_column(default=False)  # everybody can put their name under it
    # Questions that tell whom it covers, each with what a no means; names in them are kept as references.
    scope: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    review_on: Mapped[date | None]  # when it is looked at again; a day that is over means that it is overdue

    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)


class CharterVersion(db.Base):
    """A charter at one time: one that is being written, or one that was agreed, with all that is said of it."""

    __tablename__ = "charter_version"
    __table_args__ = (
        UniqueConstraint("charter_id", "number"),
        Index("ix_charter_version_space_id", "space_id"),
        Index("ix_charter_version_meeting_id", "meeting_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[CharterKind] = mapped_column(db.one_of(CharterKind))
    title: Mapped[str] = mapped_column(String(200))
    made_by: Mapped[str] = mapped_column(default="")  # names in the texts are kept as references
    credit: Mapped[str] = mapped_column(default="")  # whose words it began with
    publisher: Mapped[str] = mapped_column(String(200), default="")
    licence: Mapped[str] = mapped_column(String(200), default="")
    published_on: Mapped[date | None]
    contact: Mapped[str] = mapped_column(default="")  # names in it are kept as references
    language: Mapped[str] = mapped_column(String(10), default="")  # none: that of the space
    also_in: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[VersionState] = mapped_column(db.one_of(VersionState))
    changed_at: Mapped[datetime]
    asked_until: Mapped[date | None]  # when people are to have answered
    agreed_at: Mapped[datetime | None]
    agreed_how: Mapped[str] = mapped_column(default="")  # in the words of whoever wrote it down
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"))  # that agreed on it

    charter: Mapped[Charter] = relationship(lazy="raise_on_sql", viewonly=True)
    meeting: Mapped[Meeting | None] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def texts(self) -> list[str]:
        return [self.made_by, self.credit, self.agreed_how, self.contact]

    @property
    def space(self) -> Space:
        return self.charter.space


class CharterAnswer(db.Base):
    """Whether somebody agrees with a version, and why not."""

    __tablename__ = "charter_answer"
    __table_args__ = (
        UniqueConstraint("version_id", "by_id"),
        Index("ix_charter_answer_space_id", "space_id"),
        Index("ix_charter_answer_by_id", "by_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id", ondelete="CASCADE"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    agrees: Mapped[bool]
    why: Mapped[str] = mapped_column(default="")  # names in it are kept as references
    at: Mapped[datetime]

    by: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)


class CharterPart(db.Base):
    """A heading, or a clause under it, in one version. A clause has a number, which no other of its charter ever has.
    What was taken out stays to be put back."""

    __tablename__ = "charter_part"
    __table_args__ = (
        UniqueConstraint("version_id", "number"),
        Index("ix_charter_part_space_id", "space_id"),
        Index("ix_charter_part_body_id", "body_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(SmallInteger)  # from 1, without those that were taken out
    kind: Mapped[Kind | None] = mapped_column(db.one_of(Kind))  # none: a heading
    number: Mapped[int | None] = mapped_column(SmallInteger)
    words: Mapped[str]  # names in the texts are kept as references
    plain: Mapped[str] = mapped_column(default="")
    easy: Mapped[str] = mapped_column(default="")  # Easy Read words, a sentence on each line
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id", ondelete="SET NULL"))
    how_known: Mapped[str] = mapped_column(default="")
    involvement: Mapped[str] = mapped_column(default="")  # of a level: where people are involved
    limits: Mapped[str] = mapped_column(default="")  # of a level: what cannot be decided together, and why
    best_practice: Mapped[str] = mapped_column(default="")  # of a level: how it is done well
    rung: Mapped[Involvement | None] = mapped_column(db.one_of(Involvement))  # of a way of working: how far it goes
    legal: Mapped[str] = mapped_column(default="")
    legal_on: Mapped[date | None]  # when somebody last looked whether the law is still so
    copied_number: Mapped[int | None] = mapped_column(SmallInteger)  # of the clause, where it was copied from
    is_out: Mapped[bool] = mapped_column(default=False)

    version: Mapped[CharterVersion] = relationship(lazy="raise_on_sql", viewonly=True)
    body: Mapped[Body | None] = relationship(lazy="raise_on_sql", viewonly=True)
    shares: Mapped[list["CharterShare"]] = relationship(lazy="raise_on_sql", viewonly=True, order_by="CharterShare.id")

    @property
    def charter(self) -> Charter:
        return self.version.charter

    @property
    def space(self) -> Space:
        return self.charter.space

    @property
    def texts(self) -> list[str]:
        said = [self.words, self.plain, self.easy, self.how_known, self.legal]
        return [*said, self.involvement, self.limits, self.best_practice, *(one.words for one in self.shares)]

    @property
    def shared(self) -> str:
        """Say who has a part in a promise, and which: each on a line of its own, as it is typed."""
        return "\n".join(f"{one.body.name}{SPLIT} {one.words}" for one in self.shares)

    @property
    def wants_body(self) -> bool:
        """Say whether it promises something that nobody is named for."""
        return self.kind is Kind.COMMITMENT and not self.body_id

    @property
    def wants_limits(self) -> bool:
        """Say whether it is a level of involvement that does not say its limits."""
        return self.kind is Kind.LEVEL and not self.limits

    @property
    def step(self) -> int:
        """Return how far a way of working goes, from 1, being told, to 5, deciding together; else 0."""
        if self.kind is not Kind.WAY_OF_WORKING or self.rung is None:
            return 0
        return list(Involvement).index(self.rung) + 1


class CharterShare(db.Base):
    """What a body does for a promise that another body answers for: how a promise of several is shared."""

    __tablename__ = "charter_share"
    __table_args__ = (
        UniqueConstraint("part_id", "body_id"),
        Index("ix_charter_share_space_id", "space_id"),
        Index("ix_charter_share_body_id", "body_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    part_id: Mapped[int] = mapped_column(ForeignKey("charter_part.id", ondelete="CASCADE"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    words: Mapped[str]  # names in it are kept as references

    body: Mapped[Body] = relationship(lazy="raise_on_sql", viewonly=True)


class CharterReading(db.Base):
    """A text on its way in: the rows that were found in it, as they are now. It goes when it is saved as a charter."""

    __tablename__ = "charter_reading"
    __table_args__ = (Index("ix_charter_reading_space_id", "space_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")  # that answers for its commitments
    rows: Mapped[list[list[str]]] = mapped_column(JSON)  # what each is, and its words
    made_at: Mapped[datetime]

    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)
