"""Where a charter was copied from, and its words as they came."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.charters.models import Charter
from workspace.spaces.models import Space


class CharterCopy(db.Base):
    """What a charter began with. What is said of the other paper stands here as it was on that day: it may be of
    another space, change, or be gone."""

    __tablename__ = "charter_copy"
    __table_args__ = (
        UniqueConstraint("charter_id"),
        Index("ix_charter_copy_space_id", "space_id"),
        Index("ix_charter_copy_from_id", "from_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id", ondelete="CASCADE"))
    from_id: Mapped[int | None] = mapped_column(ForeignKey("charter_version.id", ondelete="SET NULL"))
    of_space: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200))
    number: Mapped[int] = mapped_column(SmallInteger)  # of the version
    publisher: Mapped[str] = mapped_column(String(200), default="")
    licence: Mapped[str] = mapped_column(String(200), default="")
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # names in their texts are kept as references
    made_at: Mapped[datetime]

    charter: Mapped[Charter] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def space(self) -> Space:
        return self.charter.space
