"""Reading what happened while a meeting ran."""

from sqlalchemy import select

from workspace import db
from workspace.audit import AuditEvent, Event
from workspace.meetings.models import Meeting
from workspace.people.models import Person


def closed_by(meeting: Meeting) -> Person | None:
    """Return who closed the meeting, as the audit says; None while it is open."""
    return db.session.scalar(
        select(Person)
        .join(AuditEvent, AuditEvent.actor_id == Person.id)
        .where(
            AuditEvent.thing_kind == Meeting.__tablename__,
            AuditEvent.thing_id == meeting.id,
            AuditEvent.event == Event.MEETING_CLOSED,
        )
    )
