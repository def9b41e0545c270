"""Reading sign-ins and sessions."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workspace import db
from workspace.people.models import Person
from workspace.people.signin.models import UserSession


def hash_of(key: str) -> str:
    """Return what is kept of a session's or slip's key: enough to know it again, useless to whoever reads it."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def open_session(key: str) -> UserSession | None:
    """Return the session with this key while it is open, with its person and the spaces they belong to: two queries."""
    return db.session.scalar(
        select(UserSession)
        .where(UserSession.key_hash == hash_of(key), UserSession.ended_at.is_(None), UserSession.ends_at > db.now())
        .options(
            joinedload(UserSession.person)
            .selectinload(Person.memberships)
            .options(joinedload(Person.memberships.property.mapper.class_.space))
        )
    )
