"""Setting, checking and removing a password."""

import threading
import unicodedata
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask_babel import gettext as _

from workspace import audit, db, throttle
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.people.models import Person
from workspace.people.queries import with_email
from workspace.people.signin import queries

SHORTEST = 10  # letters
TRIES, TRIES_WINDOW = 10, timedelta(days=1)  # for one address

# The least that OWASP advises for Argon2id: 19 MiB and two passes. Two at a time, so that many who sign in at once
# take turns instead of the server's memory.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_turn = threading.BoundedSemaphore(2)


def set_password(*, actor: Person, password: str) -> None:
    """Give the person a password, in place of the one before. Recorded.

    Refused: fewer than 10 letters, the person's own name or address, or no address to type beside it. Any letters will
    do, also spaces.
    """
    if not actor.has_mail:
        raise DomainError(_("Tell us your e-mail address first: a password goes with it"), "password")
    if len(password) < SHORTEST:
        raise DomainError(_("Use at least 10 letters. Three or four words are easy to type"), "password")
    if _is_obvious(actor, password):
        raise DomainError(_("Choose something else than your name or your address"), "password")
    kept = _hash(password)
    actor.password_hash = kept
    audit.record(actor, Event.PASSWORD_SET, actor, subject=actor)


def remove_password(*, actor: Person) -> None:
    """Take the password away: the person signs in by mail or slip alone. Recorded."""
    actor.password_hash = ""
    audit.record(actor, Event.PASSWORD_REMOVED, actor, subject=actor)


def check(*, address: str, password: str) -> Person:
    """Return the person whose address and password these are.

    Each try is counted. Refused in the same words and after the same work: an unknown address, a wrong password, no
    password set. After ten tries a day for one address, passwords wait until tomorrow; the link by mail never does.
    """
    if not throttle.hit(f"passwords for {queries.sealed('address', address)}", TRIES, TRIES_WINDOW):
        words = _("This address was tried too often today. Have a link mailed to you instead: that always works")
        raise DomainError(words, "password")
    person = with_email(address)
    kept = person.password_hash if person else ""
    if not (_fits(kept, password) if kept else _spend_the_time(password)) or person is None:
        raise DomainError(_("Address and password do not fit together. Check both, or have a link mailed"), "password")
    return person


def _is_obvious(person: Person, password: str) -> bool:
    plain = _same_letters(password).casefold()
    address = (person.email or "").casefold()
    return plain in {address, address.partition("@")[0], person.preferred_name.casefold()}


def _same_letters(password: str) -> str:
    """Return the password as every keyboard would send it: é is one letter on some, two on others."""
    return unicodedata.normalize("NFKC", password)


def _hash(password: str) -> str:
    db.release()  # nobody waits for a lock while we count
    with _turn:
        return _hasher.hash(_same_letters(password))


def _fits(kept: str, password: str) -> bool:
    db.release()
    with _turn:
        try:
            return _hasher.verify(kept, _same_letters(password))
        except VerificationError:
            return False


def _spend_the_time(password: str) -> bool:
    """Do the work of a check where there is nothing to check, so that the time tells nobody whom we know."""
    _hash(password)
    return False
