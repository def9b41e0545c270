"""What waits for somebody's message of the week."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workspace import db


class WaitingNews(db.Base):
    """One change of an action that one person hears of with the next message of the week. Gone once it was sent."""

    __tablename__ = "waiting_news"
    __table_args__ = (UniqueConstraint("person_id", "change_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    change_id: Mapped[int] = mapped_column(ForeignKey("task_change.id", ondelete="CASCADE"), index=True)
