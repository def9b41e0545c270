"""Reading days to keep in mind, and what there is to say against a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workspace import db, i18n
from workspace.people.models import Person
from workspace.spaces.dates.models import BankHolidays, BusyTime, DayKind, KeptDay, parts_between
from workspace.spaces.models import Membership, Space

Span = tuple[datetime, datetime]  # when something begins and ends


@dataclass(frozen=True)
class AgainstDate:
    """What there is to think of before something is set on a date. `busy` counts people, and names nobody."""

    bank_holiday: str  # its name, or nothing
    days: list[KeptDay]
    busy: int


def kept_day(slug: str, day_id: int) -> KeptDay | None:
    """Return a day that this space keeps, with the space."""
    return db.session.scalar(
        select(KeptDay)
        .join(KeptDay.space)
        .where(Space.slug == slug, KeptDay.id == day_id)
        .options(joinedload(KeptDay.space))
    )


def days_to_come(space: Space, kind: DayKind) -> Sequence[KeptDay]:
    """Return the days of this kind that the space keeps and that are not over, the next first."""
    today = i18n.local(db.now()).date()
    return db.session.scalars(
        select(KeptDay)
        .where(KeptDay.space_id == space.id, KeptDay.kind == kind, KeptDay.last >= today)
        .order_by(KeptDay.first, KeptDay.id)
    ).all()


def known_days(space: Space) -> set[tuple[DayKind, str, date, date]]:
    """Return every day that the space keeps, as what makes it one of its kind."""
    rows = db.session.execute(
        select(KeptDay.kind, KeptDay.name, KeptDay.first, KeptDay.last).where(KeptDay.space_id == space.id)
    )
    return {(row.kind, row.name, row.first, row.last) for row in rows}


def school_holidays(space: Space) -> list[tuple[date, date]]:
    """Return the first and last day of all school holidays that the space keeps, in order: terms lie between them."""
    here = (KeptDay.space_id == space.id, KeptDay.kind == DayKind.SCHOOL_HOLIDAY)
    rows = db.session.execute(select(KeptDay.first, KeptDay.last).where(*here).order_by(KeptDay.first))
    return [(row.first, row.last) for row in rows]


def calendar(space: Space) -> BankHolidays | None:
    """Return the bank holidays of the space's nation; None while they were not read, and where there is no nation."""
    return db.session.scalar(select(BankHolidays).where(BankHolidays.nation == space.nation))


def bank_holidays_to_come(space: Space) -> list[tuple[date, str]]:
    """Return the bank holidays of the next twelve months where the space is, in order."""
    found, today = calendar(space), i18n.local(db.now()).date()
    days = [(date.fromisoformat(day), name) for day, name in found.days.items()] if found else []
    return [(day, name) for day, name in days if today <= day <= today + timedelta(days=365)]


def busy_times(person: Person) -> Sequence[BusyTime]:
    """Return the times of the week that the person said they cannot do."""
    return db.session.scalars(select(BusyTime).where(BusyTime.person_id == person.id)).all()


def against(space: Space, spans: Sequence[Span]) -> list[AgainstDate]:
    """Return, for each span, what there is to think of: three queries, however many spans, people and days."""
    if not spans:
        return []
    local = [(i18n.local(starts), i18n.local(ends)) for starts, ends in spans]
    kept = kept_between(space, min(s.date() for s, _ in local), max(e.date() for _, e in local))
    found, busy = calendar(space), _busy_of(space, {s.weekday() for s, _ in local})
    holidays = found.days if found else {}
    return [
        AgainstDate(
            bank_holiday=holidays.get(starts.date().isoformat(), ""),
            days=[day for day in kept if day.first <= starts.date() <= day.last],
            busy=len({one.person_id for one in busy if _is_busy(one, starts, ends)}),
        )
        for starts, ends in local
    ]


def kept_between(space: Space, first: date, last: date) -> Sequence[KeptDay]:
    """Return the days that the space keeps between two days, also in part."""
    return db.session.scalars(
        select(KeptDay)
        .where(KeptDay.space_id == space.id, KeptDay.last >= first, KeptDay.first <= last)
        .order_by(KeptDay.kind, KeptDay.first, KeptDay.id)
    ).all()


def _busy_of(space: Space, weekdays: set[int]) -> Sequence[BusyTime]:
    return db.session.scalars(
        select(BusyTime)
        .join(Membership, Membership.person_id == BusyTime.person_id)
        .where(Membership.space_id == space.id, Membership.left_at.is_(None), BusyTime.weekday.in_(weekdays))
    ).all()


def _is_busy(one: BusyTime, starts: datetime, ends: datetime) -> bool:
    return one.weekday == starts.weekday() and one.part in parts_between(starts.time(), ends.time())
