"""Reading signatures, who is asked for one, and what was sealed."""

import json
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.charters.models import Charter, CharterVersion, VersionState
from workspace.charters.sealing import keys, receipts
from workspace.charters.sealing.models import SealedText
from workspace.charters.signing.models import Signing, SigningState
from workspace.spaces.models import Space

_whole = (joinedload(Signing.person), joinedload(Signing.body), joinedload(Signing.version))


def signing(slug: str, charter_id: int, signing_id: int) -> Signing | None:
    """Return a signature under a charter of this space, from the question on, with all that its pages show."""
    found = select(Signing).join(Signing.charter).join(Charter.space)
    found = found.where(Space.slug == slug, Charter.id == charter_id, Signing.id == signing_id)
    space = contains_eager(Signing.charter).contains_eager(Charter.space)
    version = joinedload(Signing.version).joinedload(CharterVersion.charter).joinedload(Charter.space)
    return db.session.scalar(
        found.options(
            space, version, joinedload(Signing.person), joinedload(Signing.body), joinedload(Signing.asked_by)
        )
    )


def signings(charter: Charter) -> Sequence[Signing]:
    """Return everybody who is or was asked to sign any version of a charter, the newest question first. A question that
    was taken back is nobody's business."""
    here = (Signing.charter_id == charter.id, Signing.space_id == charter.space_id)
    found = select(Signing).where(*here, Signing.state != SigningState.TAKEN_BACK).options(*_whole)
    return db.session.scalars(found.order_by(Signing.asked_at.desc(), Signing.id.desc())).all()


def agreed(slug: str, charter_id: int) -> CharterVersion | None:
    """Return the version of a charter that is in force: what the group agreed last."""
    found = (
        _agreed().join(CharterVersion.charter).join(Charter.space).where(Space.slug == slug, Charter.id == charter_id)
    )
    whole = contains_eager(CharterVersion.charter).contains_eager(Charter.space)
    return db.session.scalar(found.options(whole).limit(1))


def number_in_force(charter_id: int, space_id: int) -> int:
    """Return the number of the version of a charter that is in force, or 0."""
    here = (CharterVersion.charter_id == charter_id, CharterVersion.space_id == space_id)
    return db.session.scalar(_agreed().where(*here).with_only_columns(CharterVersion.number).limit(1)) or 0


def _agreed() -> Select[CharterVersion]:
    return (
        select(CharterVersion).where(CharterVersion.state == VersionState.AGREED).order_by(CharterVersion.number.desc())
    )


def is_asked(version: CharterVersion, person_id: int, body_id: int) -> bool:
    """Say whether somebody is asked already to sign this version for this body, or has signed it."""
    here = (Signing.version_id == version.id, Signing.space_id == version.space_id)
    open_ = Signing.state.in_((SigningState.ASKED, SigningState.SIGNED))
    found = select(Signing.id).where(*here, Signing.person_id == person_id, Signing.body_id == body_id, open_)
    return db.session.scalar(found) is not None


def is_signer(space_id: int, person_id: int) -> bool:
    """Say whether somebody was ever asked to sign in this space, and may."""
    here = (Signing.space_id == space_id, Signing.person_id == person_id, Signing.state != SigningState.TAKEN_BACK)
    return db.session.scalar(select(Signing.id).where(*here).limit(1)) is not None


def signing_to_tell(signing_id: int) -> Signing:
    """Return a signature with all that a message about it says."""
    version = joinedload(Signing.version).joinedload(CharterVersion.charter).joinedload(Charter.space)
    whole = (joinedload(Signing.charter).joinedload(Charter.space), joinedload(Signing.asked_by), version)
    found = select(Signing).where(Signing.id == signing_id)
    return db.session.scalars(found.options(*whole, joinedload(Signing.person), joinedload(Signing.body))).one()


def to_remind(space: Space, days: Collection[date]) -> Sequence[Signing]:
    """Return who is still asked to sign by one of these days, with the person."""
    here = (Signing.space_id == space.id, Signing.state == SigningState.ASKED, Signing.answer_by.in_(days))
    return db.session.scalars(select(Signing).where(*here).options(joinedload(Signing.person))).all()


def spaces_that_ask() -> Sequence[Space]:
    """Return every space that waits for a signature."""
    why = {"any_space": "the day's work is done for every space"}
    waiting = select(Signing.space_id).where(Signing.state == SigningState.ASKED)
    found = select(Space).where(Space.id.in_(waiting)).order_by(Space.id)
    return db.session.scalars(found, execution_options=why).all()


# --- what was sealed -----------------------------------------------------------------------------------------------


def sealed_of(version: CharterVersion) -> SealedText | None:
    """Return the sealed text of a version; None before the first signature."""
    here = (SealedText.version_id == version.id, SealedText.space_id == version.space_id)
    return db.session.scalar(select(SealedText).where(*here))


def evidence_of(signing: Signing) -> dict[str, Any]:
    """Return what was sealed of a signature."""
    found: dict[str, Any] = json.loads(signing.evidence)
    return found


def receipt_of(signing: Signing) -> str:
    """Return the receipt of a signature as it is handed out. Needs what signing() loads. Raises NoReceipt where the key
    or the text is gone."""
    key, text = keys.named(signing.key_name), sealed_of(signing.version)
    if key is None or text is None:
        raise receipts.NoReceipt
    record = {"number": signing.record_number, "seal": signing.record_seal}
    return receipts.receipt(evidence_of(signing), text.text, record, key, signing.seal)


def signed_with(code: str) -> Signing | None:
    """Return the signature with this code, in whatever space."""
    version = joinedload(Signing.version).joinedload(CharterVersion.charter).joinedload(Charter.space)
    whole = (joinedload(Signing.charter).joinedload(Charter.space), version, *_whole[:2])
    why = {"any_space": "whoever holds the code was given it by who signed"}
    return db.session.scalar(select(Signing).where(Signing.code == code).options(*whole), execution_options=why)
