"""A later edition of published notes. The first one is the publishing itself, and has no row."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import InMeeting, Meeting
from workspace.meetings.notes.models import Decision
from workspace.people.models import Person


class Edition(InMeeting, db.Base):
    """The notes as they read from `made_at` on, because of a correction to one note or decision. What they said is
    kept with the versions of notes and decisions; who may read it is asked anew at each reading."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    number: Mapped[int]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    correction_id: Mapped[int] = mapped_column(ForeignKey("correction.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), index=True)
    says: Mapped[str]  # what changed; names in it are kept as references
    closes_older: Mapped[bool] = mapped_column(default=False)  # the words before are for those who write notes alone

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    item: Mapped[AgendaItem] = relationship(lazy="raise_on_sql", viewonly=True)
    decision: Mapped[Decision | None] = relationship(lazy="raise_on_sql", viewonly=True)
    made_by: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)
