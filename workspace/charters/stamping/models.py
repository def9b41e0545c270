"""The time stamp of a signature's receipt."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from workspace import db


class TimeStamp(db.Base):
    """What an authority answered about a receipt, as it came: a TimeStampResp in DER (RFC 3161, 2.4.2)."""

    __tablename__ = "charter_time_stamp"
    __table_args__ = (Index("ix_charter_time_stamp_space_id", "space_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    signing_id: Mapped[int] = mapped_column(ForeignKey("charter_signing.id", ondelete="CASCADE"), unique=True)
    answer: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]  # by the authority's clock
