"""Somebody who put their name under a charter."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.charters.models import Charter
from workspace.spaces.models import Space

LONGEST_NAME = 100  # letters


class Capacity(StrEnum):
    """As what somebody puts their name under it."""

    LIVES_IT = "lives_it"
    WORKS = "works"
    SUPPORTS = "supports"


class CameBy(StrEnum):
    """How somebody's yes came in."""

    PAGE = "page"
    PAPER = "paper"
    PHONE = "phone"
    MEETING = "meeting"


class Supporter(db.Base):
    """A name under a charter. From the page it counts once its address is confirmed, and the address is gone then."""

    __tablename__ = "charter_supporter"
    __table_args__ = (
        Index("ix_charter_supporter_space_id", "space_id"),
        Index("ix_charter_supporter_charter_id", "charter_id", "confirmed_at"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    capacity: Mapped[Capacity] = mapped_column(db.one_of(Capacity))
    is_listed: Mapped[bool]
    email: Mapped[str] = mapped_column(String(320), default="")  # until it is confirmed
    address_mark: Mapped[str] = mapped_column(String(64), default="")  # tells whether an address was used before
    language: Mapped[str] = mapped_column(String(10), default="")
    came_by: Mapped[CameBy] = mapped_column(db.one_of(CameBy))
    typed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]

    charter: Mapped[Charter] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def space(self) -> Space:
        return self.charter.space
