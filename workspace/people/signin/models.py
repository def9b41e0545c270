"""Sign-ins that were asked for, sessions that are open, and printed slips."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.people.models import Person

if TYPE_CHECKING:
    from workspace.spaces.models import Space

LINK_LIVES = timedelta(minutes=15)
HOST_LINK_LIVES = timedelta(hours=24)  # a host reads it to somebody on the phone, or posts it
CODE_LIVES = timedelta(minutes=10)
CODE_TRIES = 5
SESSION_LIVES = timedelta(days=30)
SHARED_SESSION_LIVES = timedelta(hours=12)  # the browser's end comes first; this is for browsers that restore tabs
FRESH = timedelta(minutes=15)
SLIP_LIVES = timedelta(days=90)
SLIP_CODE_TRIES = 5


class SignIn(db.Base):
    """One sign-in that somebody asked for. Link and code are made from its number by the installation's secret:
    the row holds neither, so that a copy of the database opens no door.

    An address that we do not know gets a row too, of nobody: both cost the same work and read the same.
    """

    __tablename__ = "sign_in"
    # Messages and jobs know a sign-in by its number when the row is long gone: SQLite must not give it out again.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    address_mark: Mapped[str] = mapped_column(String(64))  # tells whether two were asked for with the same address
    salt: Mapped[str] = mapped_column(String(32))
    browser: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_in: Mapped[str] = mapped_column(String(64), default="")  # hash of the browser, for a button pressed twice
    code_tries: Mapped[int] = mapped_column(default=0)
    by_host: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def address(self) -> str:
        """Where a message can go, or "": the address is not known, or the person has none."""
        return (self.person.email or "") if self.person else ""

    def link_lives(self, moment: datetime) -> bool:
        """Say whether the link is young enough: 15 minutes, 24 hours for one made by a host."""
        return moment < self.asked_at + (HOST_LINK_LIVES if self.by_host else LINK_LIVES)

    def code_lives(self, moment: datetime) -> bool:
        """Say whether the code is young enough: 10 minutes. A link made by a host has none."""
        return not self.by_host and moment < self.asked_at + CODE_LIVES


class Proof(StrEnum):
    """How somebody showed that it is them."""

    CODE = "code"  # that was mailed to their address
    LINK = "link"  # in a message to their address
    HOST = "host"  # a link that a host passed on, or the code of the terminal
    SLIP = "slip"
    PASSWORD = "password"  # noqa: S105
    PASSKEY = "passkey"


class UserSession(db.Base):
    """One browser in which a person is signed in. Only a hash of its key is kept."""

    __tablename__ = "user_session"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime]
    proved_at: Mapped[datetime]
    proved_by: Mapped[Proof | None] = mapped_column(db.one_of(Proof))
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    shared_computer: Mapped[bool] = mapped_column(default=False)
    device: Mapped[str] = mapped_column(String(200), default="")

    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)

    def is_fresh(self, moment: datetime) -> bool:
        """Say whether the person showed lately that it is them: sensitive acts ask again after 15 minutes."""
        return moment < self.proved_at + FRESH


class SlipState(StrEnum):
    """Whether a slip still opens the door."""

    READY = "ready"
    USED = "used"
    ENDED = "ended"
    EXPIRED = "expired"


class Slip(db.Base):
    """A printed way to sign in, for somebody without e-mail. Its short code works only once it is switched on.

    Only hashes of key and code are kept. The start of the code says which slip is meant, so that wrong tries count.
    """

    __tablename__ = "slip"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    code_start: Mapped[str] = mapped_column(String(3), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    code_on_at: Mapped[datetime | None]
    code_tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
    used_in: Mapped[str] = mapped_column(String(64), default="")
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[person_id])
    space: Mapped["Space"] = relationship("Space", lazy="raise_on_sql", viewonly=True)

    def state(self, moment: datetime) -> SlipState:
        """Return whether the slip can be used at this moment."""
        if self.used_at:
            return SlipState.USED
        if self.revoked_at:
            return SlipState.ENDED
        return SlipState.READY if moment < self.ends_at else SlipState.EXPIRED

    @property
    def ends_at(self) -> datetime:
        return self.made_at + SLIP_LIVES

    @property
    def code_tried_out(self) -> bool:
        return self.code_tries >= SLIP_CODE_TRIES
