"""Reading consultations and what people said."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.charters.consulting.models import (
    About,
    CharterComment,
    Consultation,
    ConsultationQuestion,
    Fate,
    HiddenComment,
)
from workspace.charters.models import Charter, CharterPart, CharterVersion
from workspace.charters.queries import WITH_BODIES
from workspace.paging import last_page, nearest_page
from workspace.spaces.dates.queries import AgainstDate, calendar, kept_between
from workspace.spaces.models import Space

PAGE = 40  # comments on one page


@dataclass(frozen=True)
class Comments:
    """One page of what people said, and how much there is in all."""

    rows: Sequence[CharterComment]
    total: int
    page: int
    last: int


def newest(slug: str, charter_id: int) -> Consultation | None:
    """Return the consultation on this charter that began last, with its version, charter and space."""
    return db.session.scalar(_consultations(slug, charter_id).order_by(Consultation.id.desc()).limit(1))


def consultation(slug: str, charter_id: int, consultation_id: int) -> Consultation | None:
    """Return a consultation on this charter, with its version, charter and space."""
    return db.session.scalar(_consultations(slug, charter_id).where(Consultation.id == consultation_id))


def _consultations(slug: str, charter_id: int) -> Select[Consultation]:
    found = select(Consultation).join(Consultation.version).join(CharterVersion.charter).join(Charter.space)
    found = found.where(Space.slug == slug, Charter.id == charter_id)
    whole = contains_eager(Consultation.version).contains_eager(CharterVersion.charter).contains_eager(Charter.space)
    return found.options(whole)


def up_to(version: CharterVersion) -> Sequence[Consultation]:
    """Return the consultations on this version and on those before it, the newest first: one query."""
    found = select(Consultation).join(Consultation.version).where(Consultation.space_id == version.space_id)
    found = found.where(CharterVersion.charter_id == version.charter_id, CharterVersion.number <= version.number)
    return db.session.scalars(
        found.options(contains_eager(Consultation.version)).order_by(Consultation.id.desc())
    ).all()


def of_version(version: CharterVersion) -> Sequence[Consultation]:
    """Return the consultations on this version."""
    here = (Consultation.version_id == version.id, Consultation.space_id == version.space_id)
    return db.session.scalars(select(Consultation).where(*here).order_by(Consultation.id)).all()


def questions(of: Consultation, typed: Collection[int] = ()) -> Sequence[ConsultationQuestion]:
    """Return what people are asked, in order; with those asked no more to which somebody has `typed` words."""
    here = (ConsultationQuestion.consultation_id == of.id, ConsultationQuestion.space_id == of.space_id)
    asked = or_(ConsultationQuestion.is_out.is_(False), ConsultationQuestion.id.in_(typed))
    found = select(ConsultationQuestion).where(*here, asked)
    return db.session.scalars(found.order_by(ConsultationQuestion.position, ConsultationQuestion.id)).all()


def clause(of: Consultation, number: int) -> CharterPart | None:
    """Return a clause of the draft as it is now."""
    here = (CharterPart.version_id == of.version_id, CharterPart.space_id == of.space_id)
    found = select(CharterPart).where(*here, CharterPart.number == number, CharterPart.is_out.is_(False))
    return db.session.scalar(found.where(CharterPart.kind.is_not(None)).options(*WITH_BODIES))


def against(space: Space, opens: date, closes: date) -> AgainstDate:
    """Return what there is to think of before people are asked between these days: two queries."""
    found = calendar(space)
    holiday = found.days.get(closes.isoformat(), "") if found else ""
    return AgainstDate(holiday, list(kept_between(space, opens, closes)), busy=0)


# --- comments ------------------------------------------------------------------------------------------------------


def comment(slug: str, charter_id: int, comment_id: int) -> CharterComment | None:
    """Return a comment on this charter, with all that its pages show but for the words of the draft."""
    found = select(CharterComment).join(CharterComment.consultation).join(Consultation.version)
    found = found.join(CharterVersion.charter).join(Charter.space)
    found = found.where(Space.slug == slug, Charter.id == charter_id, CharterComment.id == comment_id)
    whole = contains_eager(CharterComment.consultation).contains_eager(Consultation.version)
    whole = whole.contains_eager(CharterVersion.charter).contains_eager(Charter.space)
    hidden = joinedload(CharterComment.hiding).joinedload(HiddenComment.appeal_to)
    return db.session.scalar(found.options(whole, joinedload(CharterComment.by), hidden))


def comments(
    of: Consultation, page: int, *, fates: Sequence[Fate] = tuple(Fate), clause: int | None = None
) -> Comments:
    """Return a page of what people said, as it came: of these fates, on this clause where there is one. A page beyond
    the last is the last. Three queries, however many comments there are."""
    here = [CharterComment.consultation_id == of.id, CharterComment.space_id == of.space_id]
    here += [CharterComment.fate.in_(fates)] if len(fates) < len(Fate) else []
    here += [CharterComment.clause_number == clause] if clause is not None else []
    total = db.session.scalar(select(func.count(CharterComment.id)).where(*here)) or 0
    shown = nearest_page(page, total, PAGE)
    found = _with_people(select(CharterComment).where(*here).order_by(CharterComment.id))
    rows = db.session.scalars(found.offset((shown - 1) * PAGE).limit(PAGE)).all()
    return Comments(rows, total, shown, last_page(total, PAGE))


def comments_by(of: Consultation, person_id: int) -> Sequence[CharterComment]:
    """Return what somebody said with their account, the newest first."""
    here = (CharterComment.consultation_id == of.id, CharterComment.by_id == person_id)
    return db.session.scalars(
        _with_people(select(CharterComment).where(*here)).order_by(CharterComment.id.desc())
    ).all()


def _with_people(found: Select[CharterComment]) -> Select[CharterComment]:
    hidden = joinedload(CharterComment.hiding).joinedload(HiddenComment.appeal_to)
    return found.options(joinedload(CharterComment.by), hidden, joinedload(CharterComment.consultation))


def counts_of_clauses(of: Consultation) -> dict[int, int]:
    """Return how many comments there are on each clause, by its number: one query."""
    number = CharterComment.clause_number
    found = select(number, func.count(CharterComment.id)).group_by(number)
    here = (CharterComment.consultation_id == of.id, CharterComment.about == About.CLAUSE)
    return {row[0]: row[1] for row in db.session.execute(found.where(*here)) if row[0] is not None}


def counts_of_fates(of: Sequence[Consultation]) -> dict[int, dict[Fate, int]]:
    """Return how many comments have which answer, for each of these consultations: one query, or none."""
    sums: dict[int, dict[Fate, int]] = {one.id: dict.fromkeys(Fate, 0) for one in of}
    if not sums:
        return sums
    found = select(CharterComment.consultation_id, CharterComment.fate, func.count(CharterComment.id))
    found = found.where(CharterComment.consultation_id.in_(sums))
    for number, fate, count in db.session.execute(found.group_by(CharterComment.consultation_id, CharterComment.fate)):
        sums[number][fate] = count
    return sums


# --- for messages --------------------------------------------------------------------------------------------------


def consultation_to_tell(consultation_id: int) -> Consultation:
    """Return a consultation with its version, charter and space, for a message about it."""
    whole = joinedload(Consultation.version).joinedload(CharterVersion.charter).joinedload(Charter.space)
    why = {"any_space": "the job or message names it"}
    found = select(Consultation).where(Consultation.id == consultation_id).options(whole)
    return db.session.scalars(found, execution_options=why).one()


def comment_to_tell(comment_id: int) -> CharterComment:
    """Return a comment with its consultation, charter and space, for a message about it."""
    whole = joinedload(CharterComment.consultation).joinedload(Consultation.version)
    whole = whole.joinedload(CharterVersion.charter).joinedload(Charter.space)
    hidden = joinedload(CharterComment.hiding).joinedload(HiddenComment.appeal_to)
    why = {"any_space": "the job or message names it"}
    found = select(CharterComment).where(CharterComment.id == comment_id).options(whole, hidden)
    return db.session.scalars(found, execution_options=why).one()
