"""A step on the way of a concern."""

from sqlalchemy import ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.spaces.models import Space

MOST = 6  # steps of one way


class LadderStep(db.Base):
    """To whom a concern goes, how to reach them, and within how many working days they answer."""

    __tablename__ = "ladder_step"
    __table_args__ = (Index("ix_ladder_step_space_id", "space_id"), Index("ix_ladder_step_body_id", "body_id"))

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"))  # none: the space's own way
    position: Mapped[int] = mapped_column(SmallInteger)  # from 1
    to_whom: Mapped[str]  # names in the texts are kept as references
    phone: Mapped[str] = mapped_column(String(60), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    post: Mapped[str] = mapped_column(default="")
    web: Mapped[str] = mapped_column(String(500), default="")
    days: Mapped[int] = mapped_column(SmallInteger)  # of work, until they answer
    if_not: Mapped[str] = mapped_column(default="")  # what else to do if they do not

    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def texts(self) -> list[str]:
        return [self.to_whom, self.post, self.if_not]
