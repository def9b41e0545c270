"""That a group adopted a charter of another."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.charters.models import Charter
from workspace.spaces.models import Space


class CharterAdoption(db.Base):
    """A charter of another space that this space takes as its own. What it is called, and whose it is, stands here as
    it was when somebody looked last: the other space may stop showing it."""

    __tablename__ = "charter_adoption"
    __table_args__ = (
        UniqueConstraint("space_id", "charter_id"),
        Index("ix_charter_adoption_charter_id", "charter_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id", ondelete="CASCADE"))  # of the other space
    title: Mapped[str] = mapped_column(String(200))
    of_space: Mapped[str] = mapped_column(String(200))
    contact: Mapped[str] = mapped_column(default="")  # who answers here; names in it are kept as references
    seen_number: Mapped[int] = mapped_column(SmallInteger)  # of the version that an organiser has read
    adopted_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]  # none: it is shown

    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)
    charter: Mapped[Charter] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def texts(self) -> list[str]:
        return [self.contact]
