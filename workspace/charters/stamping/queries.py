"""Reading time stamps, and the signatures that have none yet."""

from collections.abc import Sequence

from sqlalchemy import exists, select

from workspace import db
from workspace.charters.signing.models import Signing
from workspace.charters.stamping.models import TimeStamp


def stamp_of(signing: Signing) -> TimeStamp | None:
    """Return the time stamp of a signature's receipt, if it has one."""
    here = (TimeStamp.signing_id == signing.id, TimeStamp.space_id == signing.space_id)
    return db.session.scalar(select(TimeStamp).where(*here))


def without() -> Sequence[int]:
    """Return the numbers of the signatures of all spaces whose receipts wait for a time stamp."""
    why = {"any_space": "the day's work is done for every space"}
    stamped = exists().where(TimeStamp.signing_id == Signing.id)
    found = select(Signing.id).where(Signing.evidence != "", ~stamped).order_by(Signing.id)
    return db.session.scalars(found, execution_options=why).all()
