"""Reading passkeys."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from workspace import db
from workspace.people.signin.passkeys.models import Passkey
from workspace.people.signin.queries import sealed


def passkeys_of(person_id: int) -> Sequence[Passkey]:
    """Return the person's passkeys, the newest first."""
    return db.session.scalars(
        select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.added_at.desc(), Passkey.id.desc())
    ).all()


def has_passkey(person_id: int) -> bool:
    """Say whether the person has any."""
    return bool(db.session.scalar(select(exists().where(Passkey.person_id == person_id))))


def passkey_of(person_id: int, passkey_id: int) -> Passkey | None:
    """Return one passkey of this person."""
    return db.session.scalar(select(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == person_id))


def passkey_with(credential: bytes) -> Passkey | None:
    """Return the passkey that a device calls by this name, with its person."""
    return db.session.scalar(
        select(Passkey).where(Passkey.credential == credential).options(joinedload(Passkey.person))
    )


def handle_of(person_id: int) -> bytes:
    """Return what devices know the person by: the same for all their passkeys, and it tells nobody who they are."""
    return bytes.fromhex(sealed("passkeys", str(person_id)))
