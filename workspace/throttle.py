"""Counters that hold across servers and restarts: how often something was tried in a while."""

from datetime import datetime, timedelta

from sqlalchemy import UniqueConstraint, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from workspace import db


class Counter(db.Base):
    """How often `bucket` was hit in the window that began at `since`."""

    __tablename__ = "throttle_counter"
    __table_args__ = (UniqueConstraint("bucket", "since"),)

    bucket: Mapped[str]
    since: Mapped[datetime]
    hits: Mapped[int] = mapped_column(default=0)


def hit(bucket: str, limit: int, window: timedelta) -> bool:
    """Count one try, whatever becomes of the request, and say whether it is still within `limit` for the window."""
    since = _start(window)
    try:
        with db.separate_transaction() as own:
            return _count(own, bucket, since) <= limit
    except IntegrityError:  # another server made the row in the same moment
        with db.separate_transaction() as own:
            return _count(own, bucket, since) <= limit


def _start(window: timedelta) -> datetime:
    seconds = int(window.total_seconds())
    stamp = int(db.now().timestamp())
    return datetime.fromtimestamp(stamp - stamp % seconds, tz=db.now().tzinfo)


def _count(own: Session, bucket: str, since: datetime) -> int:
    changed = update(Counter).where(Counter.bucket == bucket, Counter.since == since).values(hits=Counter.hits + 1)
    hits = own.scalar(changed.returning(Counter.hits))
    if hits is None:
        own.add(Counter(bucket=bucket, since=since, hits=1))
        own.flush()
        hits = 1
    return hits


def hits(bucket: str, window: timedelta) -> int:
    """Return how often the bucket was hit in the window in use."""
    found = db.session.scalar(select(Counter.hits).where(Counter.bucket == bucket, Counter.since == _start(window)))
    return found or 0


def forget_old() -> None:
    """Remove counters of windows that ended long ago."""
    db.session.execute(delete(Counter).where(Counter.since < db.now() - timedelta(days=2)))
