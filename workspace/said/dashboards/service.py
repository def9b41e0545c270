"""Giving out the key of a space, taking it back, and noting when it was used."""

import secrets
from datetime import timedelta

from sqlalchemy import delete, update

from workspace import audit, db
from workspace.audit import Event
from workspace.people.models import Person
from workspace.people.signin.queries import hash_of
from workspace.said.dashboards.models import DashboardKey
from workspace.spaces.models import Space

NOTED = timedelta(hours=1)  # a use within that time of the last is not noted again


def make_key(space: Space, *, actor: Person) -> str:
    """Make a key for the space and return it; it is not kept. One that the space had before ends at once. Recorded."""
    db.session.execute(delete(DashboardKey).where(DashboardKey.space_id == space.id))
    key = f"wt-{secrets.token_urlsafe(32)}"
    made = DashboardKey(space_id=space.id, key_hash=hash_of(key), made_at=db.now())
    db.session.add(made)
    audit.record(actor, Event.DASHBOARD_KEY_MADE, made)
    return key


def end_key(kept: DashboardKey, *, actor: Person) -> None:
    """Make the key worthless, at once. Recorded."""
    audit.record(actor, Event.DASHBOARD_KEY_ENDED, kept)
    db.session.execute(delete(DashboardKey).where(DashboardKey.id == kept.id))


def note_use(kept: DashboardKey) -> None:
    """Note that the key was used, at most once an hour, in a transaction of its own: whoever reads changes nothing
    else."""
    if kept.used_at is None or kept.used_at < db.now() - NOTED:
        with db.separate_transaction() as own:
            own.execute(update(DashboardKey).where(DashboardKey.id == kept.id).values(used_at=db.now()))
