"""A file that somebody brought."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workspace import db


class UploadKind(StrEnum):
    """What a file is brought as: this decides how large it may be, and what may be in it."""

    PHOTO = "photo"
    PAPER = "paper"


class Upload(db.Base):
    """A file as it is kept: what it is, without the name that it came with. Its bytes are in parts."""

    __tablename__ = "upload"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"), index=True)
    kind: Mapped[UploadKind] = mapped_column(db.one_of(UploadKind))
    media: Mapped[str] = mapped_column(String(100))  # what the bytes are, such as application/pdf
    suffix: Mapped[str] = mapped_column(String(10))  # how the name ends under which it is given out
    size: Mapped[int]  # bytes
    width: Mapped[int | None]  # pixels of a photo
    height: Mapped[int | None]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]


class UploadPart(db.Base):
    """A piece of a file, counted from 0: a server holds one of them in memory at a time, and never the whole file."""

    __tablename__ = "upload_part"
    __table_args__ = (UniqueConstraint("upload_id", "number"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"))
    number: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
