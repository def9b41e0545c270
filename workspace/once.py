"""Once-only keys: a form that is pressed twice, resent or sent again after a crash is carried out once."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import String, delete, select
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


def digest(key: str, address: str, holder: str) -> str:
    """Return what stands for one showing of the form that posts to `address`, in the browser of `holder`."""
    return hashlib.sha256(f"{key}\n{address}\n{holder}".encode("utf-8", "replace")).hexdigest()


def done_before(mark: str) -> str | None:
    """Return where the form with this digest led when it was carried out; None when it was not."""
    return db.session.scalar(select(OnceKey.location).where(OnceKey.digest == mark))


def claim(mark: str, location: str) -> None:
    """Note that the form was carried out, as the last change of its own transaction: both are saved, or neither.

    Of two sent at once the second waits here for the first, then is refused with IntegrityError and all its changes
    with it.
    """
    db.session.add(OnceKey(digest=mark, location=location, at=db.now()))
    db.session.flush()


def forget_old() -> None:
    """Remove keys older than 30 days: by then the page that held the form is gone."""
    db.session.execute(delete(OnceKey).where(OnceKey.at < db.now() - KEPT))
