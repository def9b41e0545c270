"""Reading what a signature is checked against."""

from collections.abc import Collection, Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from workspace import db
from workspace.audit import AuditEvent
from workspace.charters.models import Charter, CharterVersion
from workspace.charters.sealing.models import SealedText
from workspace.charters.signing.models import Signing
from workspace.spaces.models import Space

MOST = 200  # texts that a pasted one is compared with
_WHY = {"any_space": "what everybody may read, and what belongs to the reader's own spaces"}


def record_row(number: int | None) -> AuditEvent | None:
    """Return a row of the record of what was done."""
    return db.session.scalar(select(AuditEvent).where(AuditEvent.number == number))


def texts(spaces: Collection[int]) -> Sequence[tuple[SealedText, CharterVersion]]:
    """Return the sealed texts that everybody may read, and those of these spaces, the newest first."""
    found = select(SealedText, CharterVersion).join(CharterVersion, CharterVersion.id == SealedText.version_id)
    found = found.join(Charter, Charter.id == CharterVersion.charter_id).join(Space, Space.id == SealedText.space_id)
    found = found.where(or_(and_(Charter.is_public, Space.is_public), SealedText.space_id.in_(spaces)))
    whole = joinedload(CharterVersion.charter).joinedload(Charter.space)
    found = found.options(whole).order_by(SealedText.id.desc()).limit(MOST)
    return [(row[0], row[1]) for row in db.session.execute(found, execution_options=_WHY)]


def signed_under(version: CharterVersion) -> Sequence[Signing]:
    """Return the signatures that were given under a version."""
    here = (Signing.version_id == version.id, Signing.space_id == version.space_id, Signing.signed_at.is_not(None))
    whole = (joinedload(Signing.person), joinedload(Signing.body), joinedload(Signing.version))
    return db.session.scalars(select(Signing).where(*here).options(*whole).order_by(Signing.signed_at)).all()
