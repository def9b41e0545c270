"""Days that a space keeps in mind, the bank holidays of each nation, and times that a person cannot do."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.spaces.models import Nation, Space


class BankHolidays(db.Base):
    """The bank holidays of one nation, as a calendar: day by name. Read anew each month, for all spaces at once."""

    __tablename__ = "bank_holidays"

    nation: Mapped[Nation] = mapped_column(db.one_of(Nation), unique=True)
    days: Mapped[dict[str, str]] = mapped_column(JSON)  # "2027-12-27": "Christmas Day (observed)"
    read_at: Mapped[datetime]

    @property
    def dates(self) -> set[date]:
        return {date.fromisoformat(day) for day in self.days}


class DayKind(StrEnum):
    """Why a space keeps a day in mind."""

    SCHOOL_HOLIDAY = "school_holiday"
    FAITH_DAY = "faith_day"


class KeptDay(db.Base):
    """A day, or some days in a row, on which part of the space's people are not free."""

    __tablename__ = "kept_day"
    __table_args__ = (
        CheckConstraint("last >= first", name="last_not_before_first"),
        Index("ix_kept_day_space_id_first", "space_id", "first"),
        UniqueConstraint("space_id", "kind", "name", "first", "last"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    kind: Mapped[DayKind] = mapped_column(db.one_of(DayKind))
    name: Mapped[str] = mapped_column(String(200))
    first: Mapped[date]
    last: Mapped[date]

    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)


class PartOfDay(StrEnum):
    """A part of a day, as families and shifts cut it."""

    MORNING = "morning"
    MIDDAY = "midday"
    AFTER_SCHOOL = "after_school"
    EVENING = "evening"


# When each part begins; it ends where the next one begins.
BEGINS = {
    PartOfDay.MORNING: time(0),
    PartOfDay.MIDDAY: time(12),
    PartOfDay.AFTER_SCHOOL: time(15),
    PartOfDay.EVENING: time(18),
}


def parts_between(starts: time, ends: time) -> set[PartOfDay]:
    """Return the parts of a day that something touches which begins and ends then. An end at 0:00 is midnight."""
    nexts = [*list(BEGINS.values())[1:], None]
    until = None if ends == time(0) else ends
    return {
        part
        for (part, begins), following in zip(BEGINS.items(), nexts, strict=True)
        if (until is None or begins < until) and (following is None or starts < following)
    }


class BusyTime(db.Base):
    """A part of the week in which a person can never come. Theirs alone: others learn only how many are busy then."""

    __tablename__ = "busy_time"
    __table_args__ = (UniqueConstraint("person_id", "weekday", "part"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    weekday: Mapped[int] = mapped_column(SmallInteger)  # Monday is 0
    part: Mapped[PartOfDay] = mapped_column(db.one_of(PartOfDay))
