"""The key by which a program outside reads what the group shares with everyone."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.spaces.models import Space


class DashboardKey(db.Base):
    """The key of a space. Only a hash of it is kept: it is shown once, and never again."""

    __tablename__ = "dashboard_key"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"), unique=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]  # to the hour

    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)
