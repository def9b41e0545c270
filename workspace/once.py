"""Once-only keys: a form that is pressed twice, resent or sent again after a crash is carried out once."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import String, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from workspace import db

FIELD = "once"
KEPT = timedelta(days=30)


class OnceKey(db.Base):
    """A form that was carried out, and where its result is. Only a hash of the key is kept."""

    __tablename__ = "once_key"

    digest: Mapped[str] = mapped_column(String(64), unique=True)
    location: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


def new_key() -> str:
    """Return a key for one showing of one form: 128 random bits."""
    return secrets.token_urlsafe(16)


def claim(key: str, address: str, holder: str) -> OnceKey | None:
    """Take the key for the form at `address`, in the transaction in use; None when it was carried out before.

    Two at once: the second waits for the first to commit, then is told that it was done.
    """
    digest = _digest(key, address, holder)
    if find(key, address, holder) is not None:
        return None
    row = OnceKey(digest=digest, at=db.now())
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return None
    return row


def find(key: str, address: str, holder: str) -> OnceKey | None:
    """Return the row of a key that was carried out, or None."""
    return db.session.scalar(select(OnceKey).where(OnceKey.digest == _digest(key, address, holder)))


def forget_old() -> None:
    """Remove keys older than 30 days: by then the page that held the form is gone."""
    db.session.execute(delete(OnceKey).where(OnceKey.at < db.now() - KEPT))


def _digest(key: str, address: str, holder: str) -> str:
    return hashlib.sha256(f"{key}\n{address}\n{holder}".encode("utf-8", "replace")).hexdigest()
