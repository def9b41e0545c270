"""Sign-ins that were asked for, sessions that are open, and printed slips."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.people.models import Person

LINK_LIVES = timedelta(minutes=15)
CODE_LIVES = timedelta(minutes=10)
CODE_TRIES = 5
SESSION_LIVES = timedelta(days=30)
SHARED_SESSION_LIVES = timedelta(hours=12)  # the browser's end comes first; this is for browsers that restore tabs
FRESH = timedelta(minutes=15)
SLIP_LIVES = timedelta(days=90)


class SignIn(db.Base):
    """One sign-in that a person asked for. Link and code are made from its number by the installation's secret:
    the row holds neither, so that a copy of the database opens no door."""

    __tablename__ = "sign_in"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    salt: Mapped[str] = mapped_column(String(32))
    browser: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    code_tries: Mapped[int] = mapped_column(default=0)
    by_host: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)


class UserSession(db.Base):
    """One browser in which a person is signed in. Only a hash of its key is kept."""

    __tablename__ = "user_session"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime]
    proved_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    shared_computer: Mapped[bool] = mapped_column(default=False)
    device: Mapped[str] = mapped_column(String(200), default="")

    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)


class Slip(db.Base):
    """A printed way to sign in, for somebody without e-mail. Its short code works only once it is switched on."""

    __tablename__ = "slip"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64), index=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    code_on_at: Mapped[datetime | None]
    code_tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[person_id])
