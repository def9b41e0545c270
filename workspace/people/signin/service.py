"""Signing in and out."""

import secrets

from workspace import audit, db
from workspace.audit import Event
from workspace.people.models import Person
from workspace.people.signin.models import SESSION_LIVES, SHARED_SESSION_LIVES, UserSession
from workspace.people.signin.queries import hash_of


def start_session(person: Person, *, device: str = "", shared_computer: bool = False) -> str:
    """Sign the person in on one browser and return the session's key, which is shown to nobody else and not kept.

    The session lives 30 days (people read slowly), on a shared computer until the browser closes. Recorded.
    """
    key = secrets.token_urlsafe(32)
    moment = db.now()
    session = UserSession(
        person_id=person.id,
        key_hash=hash_of(key),
        started_at=moment,
        proved_at=moment,
        ends_at=moment + (SHARED_SESSION_LIVES if shared_computer else SESSION_LIVES),
        shared_computer=shared_computer,
        device=device[:200],
    )
    db.session.add(session)
    audit.record(person, Event.SIGNED_IN, session, subject=person)
    return key
