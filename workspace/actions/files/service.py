"""Making, renewing and ending the address for calendars."""

import secrets

from sqlalchemy import delete

from workspace import audit, db
from workspace.actions.files.models import DueCalendar
from workspace.audit import Event
from workspace.people.models import Person
from workspace.people.signin.queries import hash_of


def make_address(person: Person) -> str:
    """Make an address for the person's calendar and return its key, which is not kept. One that they had before ends
    at once. Recorded."""
    db.session.execute(delete(DueCalendar).where(DueCalendar.person_id == person.id))
    key = secrets.token_urlsafe(24)
    made = DueCalendar(person_id=person.id, key_hash=hash_of(key), made_at=db.now())
    db.session.add(made)
    audit.record(person, Event.DUE_CALENDAR_MADE, made, subject=person)
    return key


def end_address(calendar: DueCalendar, *, actor: Person) -> None:
    """Make the address worthless, at once. Recorded."""
    audit.record(actor, Event.DUE_CALENDAR_ENDED, calendar, subject=actor)
    db.session.execute(delete(DueCalendar).where(DueCalendar.id == calendar.id))
