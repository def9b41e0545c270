"""A table on its way in: its rows as they were read, and what was mended. Kept for a week."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.spaces.models import Space


class LogImport(db.Base):
    """One table that somebody brought: its headings, which column says what, and whose yes they gave word of."""

    __tablename__ = "log_import"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime]
    headings: Mapped[list[str]] = mapped_column(JSON)
    above: Mapped[int]  # rows that stood above the headings
    matched: Mapped[dict[str, int]] = mapped_column(JSON)
    said_yes: Mapped[list[int]] = mapped_column(JSON)  # people

    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)
    rows: Mapped[list["LogRow"]] = relationship("LogRow", lazy="raise_on_sql", viewonly=True, order_by="LogRow.number")


class LogRow(db.Base):
    """One row of a table on its way in: the cells as they came, and what was typed over them. Beside what was typed
    stands, as `filled`, which cells say what a merged cell above them says: their places, with commas between."""

    __tablename__ = "log_row"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    import_id: Mapped[int] = mapped_column(ForeignKey("log_import.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    cells: Mapped[list[str]] = mapped_column(JSON)
    typed: Mapped[dict[str, str]] = mapped_column(JSON)

    @property
    def filled(self) -> set[int]:
        """Return the places of cells that say what a merged cell above them says."""
        return {int(place) for place in self.typed.get("filled", "").split(",") if place}


class ImportedMark(db.Base):
    """That a row was brought into a space: the same row adds nothing a second time. It holds no words of it."""

    __tablename__ = "imported_mark"
    __table_args__ = (UniqueConstraint("space_id", "fingerprint"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    fingerprint: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
