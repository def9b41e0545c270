"""The private address under which a person's calendar reads when their actions are due."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.people.models import Person


class DueCalendar(db.Base):
    """Somebody's address for calendars. Only a hash of its key is kept: the address is shown once, and never again."""

    __tablename__ = "due_calendar"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)
