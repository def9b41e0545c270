"""Words of published notes and decisions, and of papers, made ready for searching."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import Meeting
from workspace.meetings.notes.models import Decision, Note
from workspace.meetings.papers.models import Paper


class SearchEntry(db.Base):
    """The words of one note, decision or paper. The database's own word index over `words` is made by the migration,
    and follows every change of this table by itself."""

    __tablename__ = "search_entry"
    __table_args__ = (
        CheckConstraint(
            " + ".join(f"(CASE WHEN {one} IS NULL THEN 0 ELSE 1 END)" for one in ("note_id", "decision_id", "paper_id"))
            + " = 1",
            name="one_source",
        ),
        Index("ix_search_entry_space_id_held_at", "space_id", "held_at"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    note_id: Mapped[int | None] = mapped_column(ForeignKey("note.id", ondelete="CASCADE"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), index=True)
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"), index=True)
    held_at: Mapped[datetime]  # when the meeting began: what the list is sorted by, and dates look at
    words: Mapped[str]  # in plain letters, with a mark for each person who may be named

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    item: Mapped[AgendaItem] = relationship(lazy="raise_on_sql", viewonly=True)
    note: Mapped[Note | None] = relationship(lazy="raise_on_sql", viewonly=True)
    decision: Mapped[Decision | None] = relationship(lazy="raise_on_sql", viewonly=True)
    paper: Mapped[Paper | None] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def text(self) -> str:
        """Return what was written down, as it is kept: with references for names."""
        if self.paper:
            return self.paper.means
        return self.note.text if self.note else self.decision.whole_text if self.decision else ""
