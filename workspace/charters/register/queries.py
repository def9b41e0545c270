"""Reading the register of a charter, and what a body signed and owes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, func, null, or_, select, union_all
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workspace import db, i18n
from workspace.actions.bodies.models import Body
from workspace.charters.models import Charter, CharterPart, CharterShare, CharterVersion, VersionState
from workspace.charters.signing import queries as signings
from workspace.charters.signing.lapses import Standing, standing
from workspace.charters.signing.models import Signing, SigningState


@dataclass(frozen=True)
class Row:
    """A signature, from the question on, and what it is worth today."""

    signing: Signing
    standing: Standing

    @property
    def moment(self) -> Any:
        """Return when it was signed or, before that, asked for."""
        return self.signing.signed_at or self.signing.asked_at


# By what the register can be put in order. The first is how it stands by itself.
ORDERS: dict[str, Callable[[Row], Any]] = {
    "signed": lambda row: row.moment,
    "name": lambda row: row.signing.person.preferred_name.casefold(),
    "post": lambda row: row.signing.post.casefold(),
    "body": lambda row: row.signing.body.name.casefold(),
    "version": lambda row: row.signing.version.number,
    "standing": lambda row: list(Standing).index(row.standing),
}


def rows(version: CharterVersion) -> list[Row]:
    """Return everybody who was asked to sign the charter of which this version is in force, the newest first."""
    today = i18n.today()
    charter = version.charter
    return [Row(one, standing(one, version.number, today, charter.review_on)) for one in signings.signings(charter)]


def in_order(found: Sequence[Row], by: str, down: bool) -> list[Row]:
    """Return the rows in one of ORDERS; rows that are equal stay as they are."""
    return sorted(found, key=ORDERS[by], reverse=down)


def public_version(slug: str, charter_id: int) -> CharterVersion | None:
    """Return the version in force of a charter that the group lets everybody read."""
    found = signings.agreed(slug, charter_id)
    return found if found and found.charter.is_public and found.space.is_public else None


def public_charters(space_id: int) -> Sequence[CharterVersion]:
    """Return the versions in force of the charters of a space that everybody may read, by title."""
    newest = select(func.max(CharterVersion.id)).where(
        CharterVersion.space_id == space_id, CharterVersion.state == VersionState.AGREED
    )
    found = select(CharterVersion).join(CharterVersion.charter).where(Charter.is_public, Charter.space_id == space_id)
    found = found.where(CharterVersion.id.in_(newest.group_by(CharterVersion.charter_id)))
    return db.session.scalars(
        found.options(contains_eager(CharterVersion.charter)).order_by(CharterVersion.title, CharterVersion.id)
    ).all()


# --- of a body -----------------------------------------------------------------------------------------------------


def answering(space_id: int) -> dict[Body, int]:
    """Return the bodies of a space that signed a charter, or answer for promises in force, alone or with others, each
    with how many promises: one query."""
    newest = select(func.max(CharterVersion.id)).where(
        CharterVersion.space_id == space_id, CharterVersion.state == VersionState.AGREED
    )
    in_force = CharterPart.version_id.in_(newest.group_by(CharterVersion.charter_id))
    kept = (CharterPart.space_id == space_id, in_force, CharterPart.is_out.is_(False))
    alone = select(CharterPart.body_id.label("body"), CharterPart.id.label("part")).where(*kept)
    shared = select(CharterShare.body_id, CharterPart.id).join(CharterPart, CharterPart.id == CharterShare.part_id)
    signed = select(Signing.body_id, null()).where(Signing.space_id == space_id, Signing.signed_at.is_not(None))
    named = union_all(alone, shared.where(*kept), signed).subquery()
    found = select(Body, func.count(named.c.part)).join(named, named.c.body == Body.id).where(Body.space_id == space_id)
    return {row[0]: row[1] for row in db.session.execute(found.group_by(Body.id))}


@dataclass(frozen=True)
class OfBody:
    """What a body signed, with what it is worth today, and the clauses in force that it answers for."""

    rows: Sequence[Row]
    owes: Sequence[CharterPart]


def of_body(body: Body) -> OfBody:
    """Return what a body signed and was asked to sign, and what it owes by the charters in force: three queries."""
    newest = select(func.max(CharterVersion.number)).where(
        CharterVersion.charter_id == Charter.id, CharterVersion.state == VersionState.AGREED
    )
    in_force = newest.correlate(Charter).scalar_subquery()
    of_space = CharterPart.space_id == body.space_id
    here = (Signing.body_id == body.id, Signing.space_id == body.space_id, Signing.state != SigningState.TAKEN_BACK)
    asked = select(Signing, in_force).join(Signing.charter).where(*here)
    asked = asked.options(contains_eager(Signing.charter), joinedload(Signing.person))
    asked = asked.options(joinedload(Signing.body), joinedload(Signing.version))
    found = db.session.execute(asked.order_by(Signing.asked_at.desc(), Signing.id.desc())).all()
    shared = exists().where(CharterShare.part_id == CharterPart.id, CharterShare.body_id == body.id)
    parts = select(CharterPart).join(CharterPart.version).join(CharterVersion.charter).where(
        or_(CharterPart.body_id == body.id, shared), of_space, CharterPart.is_out.is_(False),
        CharterVersion.state == VersionState.AGREED, CharterVersion.number == in_force,
    )  # fmt: skip
    parts = parts.options(contains_eager(CharterPart.version), selectinload(CharterPart.shares)).order_by(
        CharterVersion.id, CharterPart.position
    )
    rows_of_it = [Row(one, standing(one, number or 0, i18n.today(), one.charter.review_on)) for one, number in found]
    return OfBody(rows_of_it, db.session.scalars(parts).all())
