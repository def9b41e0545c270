"""A place to turn to."""

from datetime import date, datetime, timedelta

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.spaces.models import Space

FRESH = timedelta(days=183)  # for half a year after somebody checked it, a place counts as checked


class HelpPlace(db.Base):
    """Somewhere else to turn to: whom for, and how to reach it."""

    __tablename__ = "help_place"
    __table_args__ = (Index("ix_help_place_space_id", "space_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    what_for: Mapped[str]
    phone: Mapped[str] = mapped_column(String(60), default="")
    web: Mapped[str] = mapped_column(String(500), default="")
    hours: Mapped[str] = mapped_column(String(200), default="")
    languages: Mapped[str] = mapped_column(String(200), default="")  # in which one can talk there
    checked_on: Mapped[date]
    checked_by: Mapped[str] = mapped_column(default="")  # names in it are kept as references
    created_at: Mapped[datetime]

    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def check_by(self) -> date:
        """Return the day after which it no longer counts as checked."""
        return self.checked_on + FRESH

    def is_stale(self, today: date) -> bool:
        """Say whether nobody has checked it lately."""
        return today > self.check_by
