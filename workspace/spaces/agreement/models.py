"""A version of a space's group agreement."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.people.models import Person
from workspace.spaces.models import Space


class Agreement(db.Base):
    """What the group agreed, as it was in this version. Never edited: a change makes the next version."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("space_id", "number"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    number: Mapped[int]
    text: Mapped[str]
    because: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)
    made_by: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)
