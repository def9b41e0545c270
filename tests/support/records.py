"""What the audit chain holds about somebody, and what the throttle's counters hold."""

from typing import Any

from flask import Flask
from sqlalchemy import func, select

from workspace import db
from workspace.audit import AuditEvent, Event
from workspace.throttle import Counter


def recorded(app: Flask, person_id: int) -> list[tuple[Event, dict[str, Any]]]:
    """Return what was recorded about the person, in order, signing in left out."""
    about = select(AuditEvent).where(AuditEvent.subject_id == person_id, AuditEvent.event != Event.SIGNED_IN)
    with app.app_context():
        return [(row.event, row.changes) for row in db.session.scalars(about.order_by(AuditEvent.number))]


def tries(bucket: str) -> int:
    """Return how often the bucket was hit."""
    return db.session.scalar(select(func.sum(Counter.hits)).where(Counter.bucket == bucket)) or 0
