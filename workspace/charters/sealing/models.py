"""The keys that seal signatures, and the texts that were sealed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workspace import db


class SealingKey(db.Base):
    """An Ed25519 key of this installation (RFC 8032). The newest one seals; older ones are kept to check what they
    sealed. The private half is locked with the installation's secret: a copy of the database alone seals nothing."""

    __tablename__ = "sealing_key"

    name: Mapped[str] = mapped_column(String(16), unique=True)  # the beginning of the public half's SHA-256
    public: Mapped[str] = mapped_column(String(64))  # in hexadecimal digits
    private: Mapped[str]  # PKCS #8, locked
    made_at: Mapped[datetime]


class SealedText(db.Base):
    """The sealed text of a version, as its first signer had it: a second copy, which shows where the words are not what
    was signed, should somebody change them past this program."""

    __tablename__ = "charter_sealed_text"
    __table_args__ = (Index("ix_charter_sealed_text_space_id", "space_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id", ondelete="CASCADE"), unique=True)
    text: Mapped[str]
