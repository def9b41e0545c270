"""Reading whose calendar an address is."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workspace import db
from workspace.actions.files.models import DueCalendar
from workspace.people.models import Person
from workspace.people.signin.queries import hash_of


def calendar_with(key: str) -> DueCalendar | None:
    """Return whose calendar the key opens, or None for one that is not known, or not any more."""
    return db.session.scalar(
        select(DueCalendar)
        .where(DueCalendar.key_hash == hash_of(key))
        .options(joinedload(DueCalendar.person).selectinload(Person.memberships))
    )


def calendar_of(person: Person) -> DueCalendar | None:
    """Return the address that somebody has, if they have one."""
    return db.session.scalar(select(DueCalendar).where(DueCalendar.person_id == person.id))
