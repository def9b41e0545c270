"""Reading sign-ins, sessions and slips, and the secrets that are made from them."""

import hashlib
import hmac
from collections.abc import Sequence

from flask import current_app
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from workspace import db
from workspace.people.models import Person
from workspace.people.signin.models import SignIn, Slip, UserSession
from workspace.roles import Role

LONGEST_NUMBER = 9  # digits: more than any row has, fewer than a database refuses


def hash_of(key: str) -> str:
    """Return what is kept of a session's or slip's key: enough to know it again, useless to whoever reads it."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def sealed(purpose: str, words: str) -> str:
    """Return what only this installation can make of the words: for short secrets, which a plain hash would betray."""
    secret: str = current_app.config["SETTINGS"].secret_key
    return hmac.new(secret.encode(), f"{purpose}\n{words}".encode("utf-8", "replace"), "sha256").hexdigest()


def same(one: str, other: str) -> bool:
    """Compare two secrets in constant time. Bytes, because letters outside ASCII would raise."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


# --- sign-ins ------------------------------------------------------------------------------------------------------


def link_token(asked: SignIn) -> str:
    """Return the secret in the link of this sign-in: its number and 128 bits."""
    return f"{asked.id}.{sealed('link', f'{asked.id} {asked.salt}')[:32]}"


def code_of(asked: SignIn) -> str:
    """Return the six digits of this sign-in."""
    return f"{int(sealed('code', f'{asked.id} {asked.salt}')[:16], 16) % 1_000_000:06}"


def sign_in_with(token: str) -> SignIn | None:
    """Return the sign-in that this link belongs to, used or not, with its person."""
    number = token.partition(".")[0]
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
        return None
    asked = db.session.get(SignIn, int(number), options=[joinedload(SignIn.person)])
    return asked if asked and asked.person and same(token, link_token(asked)) else None


def sign_in_asked(number: int, browser: str) -> SignIn | None:
    """Return the sign-in with this number if this browser asked for it, with its person."""
    return db.session.scalar(
        select(SignIn).where(SignIn.id == number, SignIn.browser == hash_of(browser)).options(joinedload(SignIn.person))
    )


# --- sessions ------------------------------------------------------------------------------------------------------


def open_session(key: str) -> UserSession | None:
    """Return the session with this key while it is open, with its person and the spaces they belong to: one query."""
    return db.session.scalars(*_open_session(key=hash_of(key), now=db.now())).unique().one_or_none()


@db.kept
def _open_session(*, key: db.Bound, now: db.Bound) -> Select[UserSession]:
    return (
        select(UserSession)
        .where(UserSession.key_hash == key, UserSession.ended_at.is_(None), UserSession.ends_at > now)
        .options(
            joinedload(UserSession.person)
            .joinedload(Person.memberships)
            .options(joinedload(Person.memberships.property.mapper.class_.space))
        )
    )


def open_sessions(person_id: int) -> Sequence[UserSession]:
    """Return where the person is signed in, the newest first."""
    return db.session.scalars(
        select(UserSession)
        .where(UserSession.person_id == person_id, UserSession.ended_at.is_(None), UserSession.ends_at > db.now())
        .order_by(UserSession.started_at.desc(), UserSession.id.desc())
    ).all()


# --- slips ---------------------------------------------------------------------------------------------------------


def slips_of(person_id: int, space_id: int) -> Sequence[Slip]:
    """Return the slips that were made for the person in this space, the newest first."""
    return db.session.scalars(
        select(Slip).where(Slip.person_id == person_id, Slip.space_id == space_id).order_by(Slip.id.desc()).limit(20)
    ).all()


def slip_in(slug: str, person_id: int, slip_id: int) -> Slip | None:
    """Return one slip of a person in this space."""
    return db.session.scalar(
        select(Slip)
        .where(Slip.id == slip_id, Slip.person_id == person_id, Slip.space.has(slug=slug))
        .options(joinedload(Slip.space), joinedload(Slip.person))
    )


def slip_with(key: str) -> Slip | None:
    """Return the slip with this key, used or not, with its person, their places and the space."""
    return db.session.scalar(
        select(Slip)
        .where(Slip.key_hash == hash_of(key))
        .options(*_of_slip_page())
        .execution_options(any_space="the key alone says which slip, and so which space")
    )


def slips_with_code_start(start: str) -> Sequence[Slip]:
    """Return the slips that a typed code may mean: its first three letters say which."""
    return db.session.scalars(
        select(Slip)
        .where(Slip.code_start == start, Slip.code_on_at.is_not(None))
        .options(*_of_slip_page())
        .execution_options(any_space="the code alone says which slip, and so which space")
    ).all()


def places_of(person_id: int) -> Person:
    """Return the person with the spaces they belong to."""
    return db.session.scalars(
        select(Person).where(Person.id == person_id).options(selectinload(Person.memberships))
    ).one()


def _of_slip_page() -> tuple[ExecutableOption, ...]:
    # Built at use: at import, the classes that relationships name by words are not all known yet.
    return joinedload(Slip.person).selectinload(Person.memberships), joinedload(Slip.space)


def holds_keys(person: Person) -> bool:
    """Say whether the person is a host or an organiser anywhere: a slip of paper never opens their doors."""
    return person.is_host or any(m.role is Role.ORGANISER and m.left_at is None for m in person.memberships)
