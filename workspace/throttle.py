"""Counters that hold across servers and restarts: how often something was tried in a while."""

from datetime import datetime, timedelta

from sqlalchemy import UniqueConstraint, bindparam, delete, text
from sqlalchemy.orm import Mapped, mapped_column

from workspace import db


class Counter(db.Base):
    """How often `bucket` was hit in the window that began at `since`."""

    __tablename__ = "throttle_counter"
    __table_args__ = (UniqueConstraint("bucket", "since"),)

    bucket: Mapped[str]
    since: Mapped[datetime]
    hits: Mapped[int] = mapped_column(default=0)


# One statement, so that two servers in the same moment count two.
_COUNT = text(
    "INSERT INTO throttle_counter (bucket, since, hits) VALUES (:bucket, :since, 1)"
    " ON CONFLICT (bucket, since) DO UPDATE SET hits = throttle_counter.hits + 1 RETURNING hits"
).bindparams(bindparam("since", type_=db.Moment()))


def hit(bucket: str, limit: int, window: timedelta) -> bool:
    """Count one try, whatever becomes of the request, and say whether it is still within `limit` for the window.

    A view does this before its first change (see db.separate_transaction).
    """
    with db.separate_transaction() as own:
        count: int = own.execute(_COUNT, {"bucket": bucket, "since": _start(window)}).scalar_one()
    return count <= limit


def _start(window: timedelta) -> datetime:
    seconds = int(window.total_seconds())
    stamp = int(db.now().timestamp())
    return datetime.fromtimestamp(stamp - stamp % seconds, tz=db.now().tzinfo)


def forget_old() -> None:
    """Remove counters of windows that ended long ago."""
    db.session.execute(delete(Counter).where(Counter.since < db.now() - timedelta(days=2)))
