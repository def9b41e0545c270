"""Passkeys that people added, and challenges that wait for an answer."""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.people.models import Person

CHALLENGE_LIVES = timedelta(minutes=5)


class Passkey(db.Base):
    """The public half of one key of a person. The other half never leaves their device."""

    __tablename__ = "passkey"
    # Messages know a passkey by its number when its row is gone: SQLite must not give it out again.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    credential: Mapped[bytes] = mapped_column(unique=True)  # the name that the device gave the key
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)  # a device that counts its signatures betrays a copy of itself
    name: Mapped[str] = mapped_column(String(200))
    added_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)


class PasskeyChallenge(db.Base):
    """Random bytes that one browser was asked to have signed, once, within five minutes."""

    __tablename__ = "passkey_challenge"

    browser: Mapped[str] = mapped_column(String(64), index=True)
    challenge: Mapped[bytes]
    made_at: Mapped[datetime]

    def lives(self, moment: datetime) -> bool:
        """Say whether it can still be answered."""
        return moment < self.made_at + CHALLENGE_LIVES
