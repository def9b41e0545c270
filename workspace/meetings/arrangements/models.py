"""One step in arranging what somebody needs at a meeting."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.people.models import Person


class Step(StrEnum):
    """What a step says. The last three are what the person says of it, once the meeting has begun."""

    TAKEN = "taken"
    ASKED = "asked"
    ARRANGED = "arranged"
    CANNOT = "cannot"
    DELIVERED = "delivered"
    WORKED = "worked"
    PARTLY = "partly"
    FAILED = "failed"


JUDGED = (Step.WORKED, Step.PARTLY, Step.FAILED)
ARRANGING = tuple(state for state in Step if state not in JUDGED)
SETTLED = (Step.ARRANGED, Step.CANNOT, Step.DELIVERED)


class ArrangementStep(db.Base):
    """One step, with who said it and when. `number` counts the steps of a line from one."""

    __tablename__ = "arrangement_step"
    __table_args__ = (UniqueConstraint("invitation_need_id", "number"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    invitation_need_id: Mapped[int] = mapped_column(ForeignKey("invitation_need.id", ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[Step] = mapped_column(db.one_of(Step))
    arranger_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # who sees to it
    words: Mapped[str] = mapped_column(default="")  # how; why it cannot be done; how it worked
    instead: Mapped[str] = mapped_column(default="")  # what there is when it cannot be done
    speak_to: Mapped[str] = mapped_column(default="")  # with whom the person can talk about that
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    arranger: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[arranger_id])
    by: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[by_id])

    @property
    def texts(self) -> tuple[str, str, str]:
        """Return what was written with it; people in it are references."""
        return (self.words, self.instead, self.speak_to)
