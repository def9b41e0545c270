"""What people do with days: keep some in mind, say when they are busy; and how bank holidays are read."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import delete, select

from workspace import audit, db, jobs, upkeep
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.people.models import Person
from workspace.spaces.dates.models import BankHolidays, BusyTime, DayKind, KeptDay, PartOfDay
from workspace.spaces.dates.queries import known_days
from workspace.spaces.models import Nation, Space

MOST_DAYS = 400  # that one space keeps: ten years of holidays and feasts
YEARS_BACK, YEARS_AHEAD = 1, 3
PATIENCE = 60  # seconds that the almanac may take

NamedDays = tuple[str, date, date]  # a name, the first day and the last


def keep_days(space: Space, *, actor: Person, kind: DayKind, days: Iterable[NamedDays]) -> int:
    """Keep days in mind, each with its name. Recorded. Returns how many are new: what is kept already stays once.

    Refused: more than 400 days in all.
    """
    # Two organisers who import the same file in the same moment take turns.
    db.session.execute(select(Space.id).where(Space.id == space.id).with_for_update())
    known = known_days(space)
    new = [one for one in dict.fromkeys((kind, *named) for named in days) if one not in known]
    if len(known) + len(new) > MOST_DAYS:
        words = _("That would be more than %(most)d days. Remove those that you do not need first", most=MOST_DAYS)
        raise DomainError(words, "days")
    for _kind, name, first, last in new:
        db.session.add(KeptDay(space_id=space.id, kind=kind, name=name, first=first, last=last))
    if new:
        audit.record(actor, Event.DAYS_KEPT, space, {"kind": kind, "count": len(new)})
    return len(new)


def remove_day(day: KeptDay, *, actor: Person) -> None:
    """Keep a day in mind no longer. Recorded."""
    audit.record(actor, Event.DAY_REMOVED, day, {"kind": day.kind})
    db.session.delete(day)


def change_busy_times(person: Person, times: Iterable[tuple[int, PartOfDay]]) -> None:
    """Keep when the person can never come, in place of what they said before. Recorded, without the times."""
    db.session.execute(delete(BusyTime).where(BusyTime.person_id == person.id))
    db.session.add_all(BusyTime(person_id=person.id, weekday=weekday, part=part) for weekday, part in sorted(times))
    audit.record(person, Event.BUSY_TIMES_CHANGED, person, subject=person)


# --- bank holidays -------------------------------------------------------------------------------------------------


@upkeep.every_day
def plan_bank_holidays() -> None:
    """Queue the reading of bank holidays, once a month: a government adds one now and then."""
    jobs.enqueue("bank_holidays", key=f"bank_holidays:{db.now():%Y-%m}")


@jobs.handler("bank_holidays")
def read_bank_holidays() -> None:
    """Read the bank holidays of last year, this year and the next three, in a short process of its own."""
    db.release()  # nobody waits for a lock while the almanac counts
    keep_bank_holidays(_ask_almanac(db.now().year))


def _ask_almanac(year: int) -> dict[str, dict[str, str]]:
    words = [
        sys.executable,
        str(Path(__file__).with_name("almanac.py")),
        str(year - YEARS_BACK),
        str(year + YEARS_AHEAD),
    ]
    answer = subprocess.run(words, capture_output=True, check=True, timeout=PATIENCE)  # noqa: S603  (words of our own)
    found: dict[str, dict[str, str]] = json.loads(answer.stdout)
    return found


def keep_bank_holidays(found: Mapping[str, dict[str, str]]) -> None:
    """Keep the bank holidays of each nation in place of those that were known."""
    db.session.execute(delete(BankHolidays))
    db.session.add_all(
        BankHolidays(nation=Nation(nation), days=days, read_at=db.now()) for nation, days in found.items()
    )
