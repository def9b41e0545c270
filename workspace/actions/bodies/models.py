"""A body or a role that somebody says yes for."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.spaces.models import Space

LONGEST_NAME = 200  # letters


class Body(db.Base):
    """An organisation, a team of it, or a role, as a space calls it: “the council’s SEND team”, “the chair”. It owns
    nothing by itself: a person of the space says yes for it."""

    __tablename__ = "body"
    __table_args__ = (UniqueConstraint("space_id", "name"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))

    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)
