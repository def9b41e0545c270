"""Reading needs, and who has looked at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workspace import db
from workspace.audit import AuditEvent, Event
from workspace.people.models import Person
from workspace.people.needs.models import Need


@dataclass(frozen=True)
class Look:
    """One look by somebody at a person's needs: who, by today's name, when, and what they were looking at."""

    name: str
    at: datetime
    thing_kind: str
    thing_id: int


def my_needs(person: Person) -> Sequence[Need]:
    """Return the person's own needs, in the order in which they wrote them."""
    return db.session.scalars(select(Need).where(Need.person_id == person.id).order_by(Need.id)).all()


def my_need(person: Person, need_id: int) -> Need | None:
    """Return one of the person's own needs. Somebody else's is None."""
    return db.session.scalar(select(Need).where(Need.id == need_id, Need.person_id == person.id))


def looks_at(person: Person) -> list[Look]:
    """Return every look by somebody else at the person's needs, the newest first: one query."""
    rows = db.session.execute(
        select(Person.preferred_name, AuditEvent.at, AuditEvent.thing_kind, AuditEvent.thing_id)
        .join(Person, Person.id == AuditEvent.actor_id)
        .where(AuditEvent.subject_id == person.id, AuditEvent.event == Event.NEEDS_SEEN)
        .order_by(AuditEvent.number.desc())
    )
    return [Look(name, at, kind, number) for name, at, kind, number in rows]
