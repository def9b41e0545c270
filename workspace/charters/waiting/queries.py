"""Reading what charters wait for from somebody, and which of them they signed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import CompoundSelect, exists, literal, select, union_all

from workspace import db, i18n
from workspace.charters.consulting.models import CharterComment, Consultation
from workspace.charters.models import Charter, CharterAnswer, CharterVersion, VersionState
from workspace.charters.signing.models import Signing, SigningState
from workspace.people.models import Person
from workspace.spaces.models import Space

SIGN, AGREE, SAY, SIGNED = "sign", "agree", "say", "signed"
_WHY = {"any_space": "somebody's own page is about all their groups"}


@dataclass(frozen=True)
class Waiting:
    """Something that waits for somebody: to sign, to say whether they agree, or what they think, until a day. Or what
    they signed, and the day at which it is looked at again."""

    kind: str
    slug: str
    charter_id: int
    signing_id: int
    title: str
    until: date | None


def waiting_for(person: Person) -> tuple[list[Waiting], list[Waiting]]:
    """Return what charters wait for from somebody, and which of them they signed, each the soonest first: one query."""
    statement, values = _waiting(person=person.id, spaces=person.space_ids, today=i18n.today())
    rows = db.session.execute(statement, values, execution_options=_WHY)
    found = sorted((Waiting(*row) for row in rows), key=lambda one: (one.until or date.max, one.charter_id))
    return [one for one in found if one.kind != SIGNED], [one for one in found if one.kind == SIGNED]


@db.kept
def _waiting(
    person: db.Bound, spaces: db.Bound, today: db.Bound
) -> CompoundSelect[str, str, int, int, str, date | None]:
    signing = (Space.slug, Signing.charter_id, Signing.id, CharterVersion.title)
    mine = select(Signing).join(CharterVersion, CharterVersion.id == Signing.version_id)
    mine = mine.join(Charter, Charter.id == Signing.charter_id).join(Space, Space.id == Signing.space_id)
    mine = mine.where(Signing.person_id == person)
    to_sign = mine.where(Signing.state == SigningState.ASKED).with_only_columns(
        literal(SIGN), *signing, Signing.answer_by
    )
    signed = mine.where(Signing.state == SigningState.SIGNED, Signing.left_on.is_(None)).with_only_columns(
        literal(SIGNED), *signing, Charter.review_on
    )
    said = exists().where(CharterAnswer.version_id == CharterVersion.id, CharterAnswer.by_id == person)
    to_agree = select(
        literal(AGREE),
        Space.slug,
        CharterVersion.charter_id,
        literal(0),
        CharterVersion.title,
        CharterVersion.asked_until,
    )
    to_agree = to_agree.join(Space, Space.id == CharterVersion.space_id)
    to_agree = to_agree.where(CharterVersion.state == VersionState.ASKED, CharterVersion.space_id.in_(spaces), ~said)
    commented = exists().where(CharterComment.consultation_id == Consultation.id, CharterComment.by_id == person)
    to_say = select(
        literal(SAY), Space.slug, CharterVersion.charter_id, literal(0), CharterVersion.title, Consultation.closes_on
    )
    to_say = to_say.join(CharterVersion, CharterVersion.id == Consultation.version_id)
    to_say = to_say.join(Space, Space.id == Consultation.space_id)
    is_open = (Consultation.closed_at.is_(None), Consultation.opens_on <= today, Consultation.closes_on >= today)
    to_say = to_say.where(Consultation.space_id.in_(spaces), *is_open, ~commented)
    return union_all(to_sign, to_agree, to_say, signed)
